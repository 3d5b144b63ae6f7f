"use client";

import { useSyncExternalStore } from "react";

const KEY = "history-oldest-first";
const listeners = new Set<() => void>();

/** Which end of the history stands on top: a habit of the reader's, kept in this browser. */
export function useOldestFirst(): [boolean, (oldestFirst: boolean) => void] {
  const oldestFirst = useSyncExternalStore(subscribe, read, () => false);
  return [oldestFirst, write];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Where storage is forbidden the choice holds for as long as the page does.
let withoutStorage = false;

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return withoutStorage;
  }
}

function write(oldestFirst: boolean): void {
  try {
    localStorage.setItem(KEY, oldestFirst ? "yes" : "no");
  } catch {
    withoutStorage = oldestFirst;
  }
  for (const listener of listeners) listener();
}
