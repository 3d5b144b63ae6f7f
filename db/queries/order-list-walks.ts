import { type SQL, sql } from "drizzle-orm";
import { NOT_PARKED } from "./not-parked.ts";
import type { OrderListFilter } from "./order-list-filter.ts";
import { instant, isOneOf, isUntold, statusOf } from "./order-status.ts";

/** An index to go along. `orders`: one of the orders' own, whose sagas are looked up. Literals: a partial index serves only those. */
export type Walk = {
  along: "sagas" | "orders";
  where: SQL;
  /** Asked of `o` and `s` together, where they meet: what the orders' index does not know. */
  fits?: SQL;
  /** Tabs that hold all it passes: their condition, asked again, would only mislead the planner. */
  within: readonly OrderListFilter["tab"][];
};

type Part =
  | "all"
  | "parked"
  | "stopped"
  | "unheard"
  | "forward"
  | "undo"
  | "completed"
  | "cancelled"
  | "untold";

const WALKS: Record<Part, readonly Walk[]> = {
  all: [{ along: "sagas", where: sql`true`, within: ["all"] }],
  parked: [{ along: "sagas", where: sql`s.parked_reason is not null`, within: ["all", "open"] }],
  // By the index alone: it knows the reason.
  stopped: [
    {
      along: "sagas",
      where: sql`s.parked_reason is not null and s.parked_reason <> 'HELD_BY_OPERATOR'`,
      within: ["all", "open", "needs_a_person"],
    },
  ],
  unheard: [
    {
      along: "orders",
      where: sql`o.notice_state = 'failed'`,
      // A message that an undo has overtaken is nobody's business any more.
      fits: sql`(o.notice_kind, s.state) in (('shipped', 'COMPLETED'), ('cancelled', 'CANCELLED'))`,
      within: ["all", "needs_a_person"],
    },
  ],
  forward: [{ along: "sagas", where: sql`s.moving = 'forward'`, within: ["all", "open"] }],
  undo: [{ along: "sagas", where: sql`s.moving = 'undo'`, within: ["all", "open"] }],
  completed: [
    { along: "sagas", where: sql`s.ended_state = 'COMPLETED'`, within: ["all", "completed"] },
  ],
  cancelled: [
    { along: "sagas", where: sql`s.ended_state = 'CANCELLED'`, within: ["all", "cancelled"] },
  ],
  untold: [
    { along: "orders", where: sql`o.notice_state = 'failed'`, within: ["all"] },
    {
      along: "orders",
      where: sql`(o.notice_state in ('none', 'due') or (o.cancelled_at is not null and o.notice_kind = 'shipped')) and ${NOT_PARKED}`,
      within: ["all"],
    },
  ],
};

const OPEN: readonly Part[] = ["forward", "undo", "parked"];

const PARTS_OF_TAB: Record<OrderListFilter["tab"], readonly Part[]> = {
  all: ["all"],
  open: OPEN,
  needs_a_person: ["stopped", "unheard"],
  outcome_unknown: ["forward"],
  // At the shipment an undo may be asked for while the order is still on its way.
  in_progress: ["forward", "undo"],
  undoing: ["undo"],
  completed: ["completed"],
  cancelled: ["cancelled"],
};

/** Where orders of a status are found; one that is not named here is on its way forward. */
const PARTS_OF_STATUS: Readonly<Record<string, readonly Part[]>> = {
  on_hold: OPEN,
  stalled: ["forward", "undo"],
  undoing: ["undo"],
  needs_a_person: ["parked"],
  undo_stopped: ["parked"],
  undo_refused: ["parked"],
  customer_not_told: ["untold"],
  completed: ["completed"],
  cancelled: ["cancelled"],
};

/** The walks that together pass every order of a filter: along its narrowest part. */
export function walksOf(filter: OrderListFilter): Walk[] {
  return [...new Set(partsOf(filter))].flatMap((part) => WALKS[part]);
}

function partsOf(filter: OrderListFilter): readonly Part[] {
  if (filter.statuses.length > 0) {
    return filter.statuses.flatMap((status) => PARTS_OF_STATUS[status] ?? (["forward"] as const));
  }
  if (filter.parkedReasons.length > 0) return ["parked"];
  if (filter.steps.length > 0) return OPEN;
  if (filter.partners !== null) {
    const { steps, untold } = filter.partners;
    return [...(steps.length > 0 ? OPEN : []), ...(untold ? (["untold"] as const) : [])];
  }
  return PARTS_OF_TAB[filter.tab];
}

/** Whether a walk may pass many rows for each that it finds, so that it must end somewhere. */
export function isNarrow(filter: OrderListFilter): boolean {
  const { tab, statuses, steps, parkedReasons, code, partners } = filter;
  const lists = [statuses, steps, parkedReasons];
  return (
    tab === "needs_a_person" ||
    tab === "outcome_unknown" ||
    lists.some((list) => list.length > 0) ||
    code !== null ||
    partners !== null
  );
}

/** All that a filter asks of row `s`, beside what `walk` passes by itself. */
export function conditionsOf(filter: OrderListFilter, walk: Walk | null): SQL {
  const { statuses, steps, parkedReasons, code, partners, rules } = filter;
  const { placedFromMs, placedBeforeMs } = filter;
  return allOf([
    !walk?.within.includes(filter.tab) && tabCondition(filter),
    statuses.length > 0 && isOneOf(statusOf(rules), statuses),
    steps.length > 0 && isOneOf(sql`s.step`, steps),
    parkedReasons.length > 0 && isOneOf(sql`s.parked_reason`, parkedReasons),
    code !== null && sql`${code} in (s.last_error_code, s.parked_code, s.failure_reason)`,
    partners !== null && partnersCondition(partners, filter),
    placedFromMs !== null && sql`s.created_at >= ${instant(placedFromMs)}`,
    placedBeforeMs !== null && sql`s.created_at < ${instant(placedBeforeMs)}`,
  ]);
}

function tabCondition({ tab, rules }: OrderListFilter): SQL {
  switch (tab) {
    case "all":
      return sql`true`;
    case "open":
      return sql`(s.moving is not null or s.parked_reason is not null)`;
    case "needs_a_person":
      // A message that an undo has overtaken is nobody's business any more.
      return sql`(s.parked_reason <> 'HELD_BY_OPERATOR' or exists (
        select from orders o where o.order_uuid = s.order_uuid and o.notice_state = 'failed'
          and (o.notice_kind, s.state) in (('shipped', 'COMPLETED'), ('cancelled', 'CANCELLED'))))`;
    case "outcome_unknown":
      return sql`${statusOf(rules)} = 'outcome_unknown'`;
    case "in_progress":
      return sql`s.moving is not null and s.state like 'PENDING%'`;
    case "undoing":
      return sql`s.moving = 'undo' and s.state = 'COMPENSATING'`;
    case "completed":
      return sql`s.ended_state = 'COMPLETED'`;
    case "cancelled":
      return sql`s.ended_state = 'CANCELLED'`;
  }
}

function partnersCondition(
  { steps, untold }: NonNullable<OrderListFilter["partners"]>,
  { rules }: OrderListFilter,
): SQL {
  const atStep = isOneOf(sql`coalesce(s.step, '')`, steps);
  // Whose saga goes on is not waited for by the one who carries messages.
  return untold
    ? sql`(${atStep} or (s.step is null and s.parked_reason is null and ${isUntold(rules)}))`
    : atStep;
}

export function allOf(conditions: readonly (SQL | false)[]): SQL {
  const given = conditions.filter((each) => each !== false);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
}
