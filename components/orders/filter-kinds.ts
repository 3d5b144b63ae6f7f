import type { ListWhere } from "#server/operations/list/views";
import type { LiveStatus } from "#server/operations/situation/views";
import { statusWords } from "./status-badge.tsx";

type Option<T extends string> = { value: T; label: string };

/** The words for the values of each filter. A Record, not a list: a new value does not compile without its word. */
const statuses = statusWords();

const steps: Record<ListWhere["steps"][number], string> = {
  prescription: "Prescription",
  inventory: "Inventory",
  shipment: "Shipment",
  order: "Cancelling the order",
};

const reasons: Record<ListWhere["reasons"][number], string> = {
  RETRIES_EXHAUSTED: "Retries used up",
  OUTCOME_UNKNOWN: "Outcome unknown too long",
  COMPENSATION_REFUSED: "Undo refused",
  COMPENSATION_EXHAUSTED: "Undo not confirmed",
  PARTNER_MISCONFIGURED: "Partner does not take our key",
  REQUEST_REFUSED: "Request was wrong",
  UNREADABLE_EVENT: "Written by a newer version",
  HELD_BY_OPERATOR: "Held by a person",
};

const partners: Record<ListWhere["partners"][number], string> = {
  prescription: "ScriptLine",
  inventory: "Dockside",
  carrier: "Parcelway",
  notifications: "Mailroom",
};

const optionsOf = <T extends string>(words: Record<T, string>): Option<T>[] =>
  // The keys of a Record over the union are exactly the union.
  (Object.entries(words) as [T, string][]).map(([value, label]) => ({ value, label }));

export type ChoiceKind = "statuses" | "steps" | "reasons" | "partners";
export type FilterKind = ChoiceKind | "code" | "placed" | "age";

/** The filters of the list in their order in the menu. */
export const filterKinds: readonly { kind: FilterKind; label: string }[] = [
  { kind: "statuses", label: "State" },
  { kind: "steps", label: "Step" },
  { kind: "reasons", label: "Waits because" },
  { kind: "code", label: "Failure code" },
  { kind: "partners", label: "Partner" },
  { kind: "placed", label: "Placed" },
  { kind: "age", label: "Age" },
];

export const choices: { [K in ChoiceKind]: Option<ListWhere[K][number]>[] } = {
  statuses: optionsOf<LiveStatus>(statuses),
  steps: optionsOf(steps),
  reasons: optionsOf(reasons),
  partners: optionsOf(partners),
};

export const ages: readonly { minutes: number; label: string }[] = [
  { minutes: 15, label: "more than 15 min" },
  { minutes: 60, label: "more than 1 h" },
  { minutes: 240, label: "more than 4 h" },
  { minutes: 1_440, label: "more than 1 d" },
  { minutes: 10_080, label: "more than 7 d" },
];

export function isChoice(kind: FilterKind): kind is ChoiceKind {
  return kind in choices;
}

/** Whether a filter of this kind narrows the list. */
export function isSet(where: ListWhere, kind: FilterKind): boolean {
  if (isChoice(kind)) return where[kind].length > 0;
  switch (kind) {
    case "code":
      return where.code !== null;
    case "placed":
      return where.placedFrom !== null || where.placedBefore !== null;
    case "age":
      return where.olderThanMinutes !== null;
  }
}

/** The same filters without those of a kind. */
export function without(where: ListWhere, kind: FilterKind): ListWhere {
  if (isChoice(kind)) return { ...where, [kind]: [] };
  switch (kind) {
    case "code":
      return { ...where, code: null };
    case "placed":
      return { ...where, placedFrom: null, placedBefore: null };
    case "age":
      return { ...where, olderThanMinutes: null };
  }
}
