"use client";

import { useSyncExternalStore } from "react";

// One ticking clock for the whole page, so that two numbers that say the same never differ.
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
let aheadOfServerMs = 0;
let leastAheadMs = Number.POSITIVE_INFINITY;
const listeners = new Set<() => void>();

// Below this the difference is the network's, not the clock's.
const TOLERATED_SKEW_MS = 2_000;

/**
 * Tells the clock what time the server has. Countdowns run against the server's
 * clock: a laptop that is ten minutes wrong must not promise a retry too late. What
 * came with the page itself may be seconds old, so the least difference is the truest.
 */
export function noteServerTime(asOf: string): void {
  leastAheadMs = Math.min(leastAheadMs, Date.now() - Date.parse(asOf));
  aheadOfServerMs = Math.abs(leastAheadMs) > TOLERATED_SKEW_MS ? leastAheadMs : 0;
}

/** Milliseconds since the epoch by the server's clock, renewed each second; 0 while the page is being prepared. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, readNow, () => 0);
}

/** Whether this runs in a reader's browser, whose zone is known. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

function readNow(): number {
  if (now === 0) now = Date.now() - aheadOfServerMs;
  return now;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) timer = setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  now = Date.now() - aheadOfServerMs;
  for (const listener of listeners) listener();
}
