import type { Story } from "#scripts/demo/make-orders";
import { explainCancellation, explainPark, explainUntold } from "./explain.ts";
import type { Injection } from "./faults.ts";
import type { Load } from "./place-load.ts";
import type { End } from "./read-ends.ts";
import { many, percent, type Verdict, verdict } from "./verdicts.ts";

export type OrderFacts = {
  load: Load;
  /** Every order in the database, those of the tail too. */
  ends: readonly End[];
  tailOrderIds: ReadonlySet<string>;
  injections: readonly Injection[];
};

const LEAST_COMPLETED = 0.6;
const MOST_PARKED = 0.05;

/** What became of every order that was placed, and whether something that was done explains it. */
export function judgeOrders(facts: OrderFacts): Verdict[] {
  const { load, ends, tailOrderIds } = facts;
  const byId = new Map(ends.map((end) => [end.orderUuid, end]));
  const placed = ends.filter(({ orderUuid }) => !tailOrderIds.has(orderUuid));
  const stories = new Map(load.acknowledged.map(({ orderId, story }) => [orderId, story]));
  const storyOf = (end: End): Story => stories.get(end.orderUuid) ?? "completes";

  const parked = placed.filter((end) => end.parkedReason !== null);
  const completed = placed.filter((end) => isAtRest(end) && end.state === "COMPLETED");
  const cancelled = placed.filter((end) => isAtRest(end) && end.state === "CANCELLED");
  const moving = placed.filter((end) => end.parkedReason === null && !isAtRest(end));
  const share = (some: readonly End[]) => some.length / Math.max(1, placed.length);

  return [
    verdict("orders placed", many(load.acknowledged.length + load.unanswered.length)),
    verdict("acknowledged", many(load.acknowledged.length), {
      allowed: "all",
      offenders: load.unanswered,
    }),
    verdict("sent twice at once with one key", many(load.twins)),
    verdict("ended COMPLETED", `${many(completed.length)} (${percent(share(completed))})`, {
      allowed: `>= ${percent(LEAST_COMPLETED)}`,
      holds: share(completed) >= LEAST_COMPLETED,
    }),
    verdict("ended CANCELLED", `${many(cancelled.length)} (${percent(share(cancelled))})`),
    verdict("parked", `${many(parked.length)} (${percent(share(parked))})`, {
      allowed: `<= ${percent(MOST_PARKED)}`,
      holds: share(parked) <= MOST_PARKED,
    }),
    ...parkedByReason(parked),
    none("still moving", moving.map(whereIs)),
    none("lost orders", lostOrders(load, byId)),
    none("orders made twice", [...load.doubled, ...neverAskedFor(placed, stories)]),
    none(
      "parked without a fault that explains it",
      parked.filter((end) => !isParkExplained(end, storyOf(end), facts.injections)).map(whereIs),
    ),
    none("cancelled without a cause", unexplainedCancellations(cancelled, storyOf, facts)),
    none(
      "completed although a partner refuses it",
      completed.filter((end) => storyOf(end) !== "completes").map(whereIs),
    ),
    ...judgeWishes(load, ends),
    ...judgeNotices(placed, facts.injections),
  ];
}

export const none = (label: string, offenders: readonly string[]): Verdict =>
  verdict(label, many(offenders.length), { allowed: "0", offenders });

const isAtRest = ({ step, parkedReason }: End) => step === null && parkedReason === null;

const whereIs = (end: End) =>
  [
    end.orderNumber,
    `saga ${end.sagaUuid}`,
    end.state,
    end.step === null ? "at rest" : `at ${end.step}`,
    ...(end.parkedReason === null ? [] : [`parked ${end.parkedReason} (${end.parkedCode})`]),
    ...(end.failureCode === null ? [] : [`turned by ${end.failureStep} ${end.failureCode}`]),
  ].join(", ");

function parkedByReason(parked: readonly End[]): Verdict[] {
  const byReason = Map.groupBy(parked, ({ parkedReason }) => parkedReason ?? "");
  return [...byReason]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([reason, some]) => verdict(`  ${reason}`, many(some.length)));
}

function lostOrders(load: Load, byId: ReadonlyMap<string, End>): string[] {
  return load.acknowledged
    .filter(({ orderId }) => !byId.has(orderId))
    .map(({ orderNumber }) => `${orderNumber} was acknowledged and does not exist`);
}

/** Every place is repeated until it is answered, so each order that exists is some answer's. */
function neverAskedFor(placed: readonly End[], stories: ReadonlyMap<string, Story>): string[] {
  return placed
    .filter(({ orderUuid }) => !stories.has(orderUuid))
    .map(({ orderNumber }) => `${orderNumber} exists and no answer named it`);
}

function isParkExplained(end: End, story: Story, injections: readonly Injection[]): boolean {
  const { parkedReason, parkedCode, parkedAtMs, sagaUuid, step, placedAtMs } = end;
  if (parkedReason === null || parkedAtMs === null) return false;
  const where = { sagaUuid, step, placedAtMs, atMs: parkedAtMs };
  const park = { ...where, reason: parkedReason, code: parkedCode };
  return explainPark({ ...park, story }, injections) !== null;
}

function unexplainedCancellations(
  cancelled: readonly End[],
  storyOf: (end: End) => Story,
  { load, injections }: OrderFacts,
): string[] {
  const asked = new Set(load.wishes.map(({ orderNumber }) => orderNumber));
  return cancelled
    .filter((end) => {
      const cause = {
        sagaUuid: end.sagaUuid,
        story: storyOf(end),
        step: end.failureStep,
        code: end.failureCode,
        placedAtMs: end.placedAtMs,
        atMs: end.failedAtMs ?? end.placedAtMs,
        undoAsked: asked.has(end.orderNumber),
      };
      return explainCancellation(cause, injections) === null;
    })
    .map(whereIs);
}

/** An undo that was accepted ends in an undone order, in a refusal that is written down, or with a person. */
function judgeWishes({ wishes }: Load, ends: readonly End[]): Verdict[] {
  const byNumber = new Map(ends.map((end) => [end.orderNumber, end]));
  const forgotten = wishes.filter(({ answer, orderNumber }) => {
    const end = byNumber.get(orderNumber);
    if (answer !== "accepted" || end === undefined || end.parkedReason !== null) return false;
    return end.state !== "CANCELLED" && !end.undoRejected;
  });
  const accepted = wishes.filter(({ answer }) => answer === "accepted").length;
  return [
    verdict("undone by staff, accepted", `${many(accepted)} of ${many(wishes.length)}`),
    none("undos without an answer or an end", [
      ...wishes.filter(({ answer }) => answer === "never_answered").map((w) => w.orderNumber),
      ...forgotten.map((w) => `${w.orderNumber}: accepted, and nothing came of it`),
    ]),
    none(
      "actions answered in two ways",
      wishes.filter(({ twinsDiffer }) => twinsDiffer).map((w) => w.orderNumber),
    ),
  ];
}

function judgeNotices(placed: readonly End[], injections: readonly Injection[]): Verdict[] {
  const untold = placed.filter(({ noticeState }) => noticeState === "failed");
  const unexplained = untold.filter(({ noticeCode, noticeAtMs }) => {
    const what = { code: noticeCode, atMs: noticeAtMs ?? 0 };
    return explainUntold(what, injections) === null;
  });
  const forgotten = placed.filter((end) => {
    return isAtRest(end) && (end.noticeState === "none" || end.noticeState === "due");
  });
  return [
    verdict("customers for a person to tell", many(untold.length)),
    none("customers untold without a cause", [
      ...unexplained.map((end) => `${end.orderNumber}: ${end.noticeCode}`),
      ...forgotten.map((end) => `${end.orderNumber}: ${end.noticeState}`),
    ]),
  ];
}
