import type { Direction } from "#server/saga/types";

/** Whether calls to a partner leave in one direction. */
export type PartnerDirectionView = {
  direction: Direction;
  state: "calls_leave" | "held" | "failing" | "misconfigured" | "asked_to_wait" | "reopening";
  /** A sentence; null while calls leave or a person holds them. */
  why: string | null;
  since: string | null;
  /** When one call, or a look-up, tries whether it is well again. */
  triedNextAt: string | null;
  /** Tries in a row that failed. */
  tries: number;
  /** Orders that are at this partner now, counted no further than the bound. */
  orders: { count: number; atLeast: boolean };
};

export type PartnerView = {
  partner: "prescription" | "inventory" | "carrier" | "notifications";
  name: string;
  isSandbox: boolean;
  held: { since: string; by: string; reasonCode: string | null; isReopening: boolean } | null;
  directions: PartnerDirectionView[];
};

export type PartnersView = {
  partners: PartnerView[];
  /** Orders for which a partner holds something else than we believe, oldest first. */
  drifts: { orderNumber: string; step: string; text: string; since: string; checkedAt: string }[];
  /** When a worker last compared; null before the first time. */
  comparedAt: string | null;
  /** Who held or released a partner, newest first. */
  actions: {
    actionId: string;
    name: string;
    kind: "hold" | "release";
    actorName: string;
    reasonCode: string;
    note: string | null;
    changed: boolean;
    at: string;
  }[];
  asOf: string;
};
