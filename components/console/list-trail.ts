"use client";

import { useSyncExternalStore } from "react";

/** The list that somebody came from, so that an order can lead to its neighbours. Holds order numbers only. */
export type ListTrail = { label: string; href: string; orderNumbers: readonly string[] };

const KEY = "list-trail";
/** Where such a list may be. */
const LISTS = ["/orders", "/needs-a-person"] as const;

/** Remembers the list in this tab. */
export function rememberList(trail: ListTrail): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(trail));
  } catch {
    // Storage may be forbidden; the order page then has no neighbours.
  }
}

export type Neighbours = {
  label: string;
  href: string;
  place: number;
  of: number;
  previous: string | null;
  next: string | null;
};

/** Where this order stands in the list that somebody came from, or null. */
export function useNeighbours(orderNumber: string): Neighbours | null {
  const stored = useSyncExternalStore(
    () => () => {},
    readStored,
    () => null,
  );
  const trail = parseTrail(stored);
  const at = trail?.orderNumbers.indexOf(orderNumber) ?? -1;
  if (trail === null || at === -1) return null;
  return {
    label: trail.label,
    href: trail.href,
    place: at + 1,
    of: trail.orderNumbers.length,
    previous: trail.orderNumbers[at - 1] ?? null,
    next: trail.orderNumbers[at + 1] ?? null,
  };
}

function readStored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

// Anything may stand in the storage of a browser, so nothing is taken on trust.
function parseTrail(stored: string | null): ListTrail | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== "object" || value === null) return null;
    if (!("label" in value && "href" in value && "orderNumbers" in value)) return null;
    const { label, href, orderNumbers } = value;
    if (typeof label !== "string" || typeof href !== "string") return null;
    if (!LISTS.some((list) => href.startsWith(list))) return null;
    if (!Array.isArray(orderNumbers)) return null;
    return { label, href, orderNumbers: orderNumbers.filter((each) => typeof each === "string") };
  } catch {
    return null;
  }
}
