"use client";

import { useLayoutEffect, useRef } from "react";
import { areLetterKeysOn } from "./letter-keys.ts";

// A second key that comes later begins anew: nobody means `g o` with a coffee between.
const SEQUENCE_MS = 1_500;
/** The first keys of sequences, such as `g o`. */
const FIRST_KEYS = ["g"];

/** A box that is ticked takes no letters. */
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select";

/**
 * Keys of a screen: `j`, `Shift x`, or two one after the other: `g o`. They rest while
 * somebody types, while a dialog or menu is open, with any modifier held (the
 * browser's own shortcuts), and when somebody has switched them off.
 */
export function useHotkeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  // Before the page is painted: whoever can see it may press a key.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    let first: { key: string; at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isResting(event)) return;
      const isSecond = first !== null && event.timeStamp - first.at < SEQUENCE_MS;
      const name = isSecond ? `${first?.key} ${event.key}` : nameOf(event);
      first = FIRST_KEYS.includes(event.key) ? { key: event.key, at: event.timeStamp } : null;
      const run = latest.current[name];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** `x`, and `Shift x` for the same key with Shift. */
function nameOf({ key, shiftKey }: KeyboardEvent): string {
  return shiftKey && /^[A-Z]$/.test(key) ? `Shift ${key.toLowerCase()}` : key;
}

function isResting(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (isTyping(event.target) || document.querySelector("[role=dialog],[role=menu]")) return true;
  return !areLetterKeysOn();
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));
}
