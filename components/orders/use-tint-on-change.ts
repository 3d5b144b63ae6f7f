"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Lets an element's tint fade once, in 600 ms, when `value` changes after it was first shown. */
export function useTintOnChange(element: RefObject<HTMLElement | null>, value: string): void {
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const cell of element.current?.children ?? []) {
      cell.animate([{ backgroundColor: "var(--selected)" }, {}], {
        duration: 600,
        easing: "ease-out",
      });
    }
  }, [element, value]);
}
