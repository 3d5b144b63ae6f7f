import { evolveOrder } from "#server/fulfillment/apply-decision";
import { decodeEvent, type StoredEvent, UnreadableEvent } from "#server/fulfillment/event-codec";
import { isSagaEvent, type Recorded, type SagaEvent } from "#server/saga/events";
import { evolve } from "#server/saga/evolve";
import { NOT_STARTED, type SagaState } from "#server/saga/types";
import type { StateChange, StateLine } from "./views.ts";

type OrderHead = Parameters<typeof evolveOrder>[0];

/**
 * What one event changed: its stream is folded up to it by the same pure function
 * that the engine uses, and the two states are laid side by side. `stream`: the
 * events of one aggregate from its first to this one, oldest first.
 */
export function stateChange(stream: readonly StoredEvent[]): StateChange {
  try {
    const [before, after] = fold(stream);
    return compare(flatten(before), flatten(after));
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return {
      type: "not_folded",
      because: "A newer version of the system wrote this stream, and this one does not guess.",
    };
  }
}

type Folded = [before: object, after: object];

function fold(stream: readonly StoredEvent[]): Folded {
  const events = stream.map(decodeEvent);
  const last = stream.at(-1);
  if (!last) throw new Error("Bug: an event without a stream");
  return last.aggregateType === "order" ? foldOrder(events, last) : foldSaga(events, last);
}

function foldSaga(events: readonly Recorded[], { aggregateUuid }: StoredEvent): Folded {
  let before: SagaState = NOT_STARTED;
  let after: SagaState = NOT_STARTED;
  for (const event of events) {
    if (!isRecordedSagaEvent(event)) continue;
    before = after;
    after = evolve(after, event, aggregateUuid);
  }
  return [before, after];
}

const isRecordedSagaEvent = (event: Recorded): event is Recorded<SagaEvent> => isSagaEvent(event);

function foldOrder(events: readonly Recorded[], { aggregateUuid }: StoredEvent): Folded {
  const start: OrderHead = {
    orderUuid: aggregateUuid,
    version: 0,
    cancelledAt: null,
    noticeKind: null,
    noticeState: "none",
    noticeCode: null,
    noticeAt: null,
  };
  let before = start;
  let after = start;
  for (const event of events) {
    before = after;
    after = evolveOrder(after, event);
  }
  return [before, after];
}

/** Every leaf of a state under its path, `stack.2.status`, as text. */
function flatten(state: object): Map<string, string> {
  const lines = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (isBranch(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
      return;
    }
    lines.set(path, leafText(path, value));
  };
  walk(state, "");
  return lines;
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** Instants are numbers in the core, told from counts by what their fields are called. */
const INSTANT = /(At|Since|since|\bat)$/;

function leafText(path: string, value: unknown): string {
  if (typeof value === "number" && INSTANT.test(path)) return new Date(value).toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

const KEPT_BY_ALL = new Set(["version", "updatedAt"]);

function compare(before: Map<string, string>, after: Map<string, string>): StateChange {
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  const lines = fields.map(
    (field): StateLine => ({
      field,
      before: before.get(field) ?? null,
      after: after.get(field) ?? null,
    }),
  );
  const changed = lines.filter((line) => line.before !== line.after);
  return {
    type: "folded",
    // What every event changes says the least, so it stands last.
    changed: [
      ...changed.filter(({ field }) => !KEPT_BY_ALL.has(field)),
      ...changed.filter(({ field }) => KEPT_BY_ALL.has(field)),
    ],
    same: lines.filter((line) => line.before === line.after),
  };
}
