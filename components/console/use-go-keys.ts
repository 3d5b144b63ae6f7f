"use client";

import { useRouter } from "next/navigation";
import { pages } from "./pages.ts";
import { useHotkeys } from "./use-hotkeys.ts";

/** `g` and the letter of a page go there. */
export function useGoKeys(): void {
  const router = useRouter();
  useHotkeys(
    Object.fromEntries(
      pages.flatMap(({ key, href }) =>
        key === undefined ? [] : [[`g ${key}`, () => router.push(href)]],
      ),
    ),
  );
}
