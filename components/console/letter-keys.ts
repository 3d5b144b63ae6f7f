"use client";

import { useSyncExternalStore } from "react";

const KEY = "letter-keys";
const listeners = new Set<() => void>();

/** Whether single letters do something here. Kept in this browser: who speaks to the machine, or brushes keys, can switch them off. */
export function areLetterKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function useLetterKeys(): { on: boolean; set: (on: boolean) => void } {
  const on = useSyncExternalStore(subscribe, areLetterKeysOn, () => true);
  return { on, set: setLetterKeys };
}

function setLetterKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Storage may be forbidden; the keys then stay as they are.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
