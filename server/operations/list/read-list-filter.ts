import type { DbOrTx } from "#db/client";
import type { OrderListFilter } from "#db/queries/order-list-filter";
import type { StatusRules } from "#db/queries/order-status";
import { readClock } from "#db/queries/sagas";
import type { StackStep } from "#server/saga/types";
import { partnerOf } from "../partners/partner-words.ts";
import { type PartnerStanding, readPartnerStanding } from "../partners/read-partner-standing.ts";
import { NOTICE_GRACE_MS, PARKED_STATUS, STALLED_AFTER_MS } from "../situation/live-status.ts";
import type { ListWish } from "./views.ts";

const STEPS: readonly StackStep[] = ["prescription", "inventory", "shipment"];

/** A wish as the tables are asked for it, at this moment and with the partners as they stand. */
export async function readListFilter(
  db: DbOrTx,
  wish: Omit<ListWish, "sort">,
): Promise<OrderListFilter> {
  return listFilter(wish, await readStatusRules(db));
}

/** What decides the states of orders at this moment, for any number of wishes. */
export async function readStatusRules(db: DbOrTx): Promise<StatusRules> {
  const [nowMs, standing] = await Promise.all([readClock(db), readPartnerStanding(db)]);
  return statusRules(nowMs, standing);
}

/** A wish as the tables are asked for it, by these rules. */
export function listFilter(
  { filter, where }: Omit<ListWish, "sort">,
  rules: StatusRules,
): OrderListFilter {
  const { partners } = where;
  return {
    tab: filter,
    statuses: where.statuses,
    steps: where.steps,
    parkedReasons: where.reasons,
    code: where.code,
    partners:
      partners.length === 0
        ? null
        : {
            steps: STEPS.filter((step) => partners.some((each) => each === partnerOf(step))),
            untold: partners.includes("notifications"),
          },
    placedFromMs: where.placedFrom === null ? null : Date.parse(where.placedFrom),
    placedBeforeMs: earliest(
      where.placedBefore === null ? null : Date.parse(where.placedBefore),
      where.olderThanMinutes === null ? null : rules.nowMs - where.olderThanMinutes * 60_000,
    ),
    rules,
  };
}

function statusRules(nowMs: number, { held, open }: PartnerStanding): StatusRules {
  const callsOf = (partners: readonly { partner: string; direction: string }[]) =>
    partners.flatMap(({ partner, direction }) =>
      STEPS.filter((step) => partnerOf(step) === partner).map((step) => `${step}:${direction}`),
    );
  return {
    nowMs,
    stalledAfterMs: STALLED_AFTER_MS,
    noticeGraceMs: NOTICE_GRACE_MS,
    parkedStatus: PARKED_STATUS,
    held: callsOf(held),
    shut: callsOf(open),
  };
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
