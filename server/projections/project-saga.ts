import type { StoredEvent } from "#server/fulfillment/event-codec";
import { SAGA_COLUMNS, toColumns } from "#server/fulfillment/saga-row";
import { fold } from "#server/saga/evolve";
import { NOT_STARTED, type Saga } from "#server/saga/types";
import { decodeStream, messageOf } from "./read-streams.ts";

const NAMES = Object.keys(SAGA_COLUMNS);

export type ProjectedSaga =
  | { type: "projected"; saga: Saga; columns: Record<string, unknown> }
  | { type: "unreadable"; why: string };

/** The row of a saga as its events say it must be, by column; or why they say nothing. */
export function projectSaga(
  sagaUuid: string,
  stream: readonly StoredEvent[] | undefined,
): ProjectedSaga {
  const decoded = decodeStream(stream, "order_fulfillment_saga");
  if (decoded.type === "unreadable") return decoded;
  try {
    const saga = fold(decoded.events, sagaUuid, NOT_STARTED);
    if (saga.position === "NOT_STARTED") {
      return { type: "unreadable", why: "has events but never started" };
    }
    return { type: "projected", saga, columns: columnsOf(saga) };
  } catch (error) {
    // Folding refuses nothing that the core recorded, so the stream is not as it was written.
    return { type: "unreadable", why: `its events cannot be folded: ${messageOf(error)}` };
  }
}

function columnsOf(saga: Saga): Record<string, unknown> {
  const values = toColumns(saga);
  const columns = Object.fromEntries(NAMES.map((name, index) => [name, values[index]]));
  return {
    ...columns,
    compensation_stack: saga.stack,
    created_at: values[NAMES.indexOf("started_at")],
  };
}
