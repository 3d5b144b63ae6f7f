import type { DbOrTx } from "#db/client";
import {
  type EventFilter,
  findStreamsOfNumber,
  readEventIdsOf,
  readEventRows,
  walkEvents,
} from "#db/queries/event-pages";
import { readUserNames } from "#db/queries/operations";
import { readClock } from "#db/queries/sagas";
import { toOrderNumber } from "../order-view/to-order-number.ts";
import { eventActor, personIdsOf } from "./event-actor.ts";
import { decodeEventCursor, encodeEventCursor } from "./event-cursor.ts";
import { findIdAt } from "./find-id-at.ts";
import type { ActorKind, EventPage } from "./views.ts";

/** A filter passes over no more than this in one go; what lies further back is asked for again. */
export const MOST_WALKED = 10_000;

export type EventQuestion = {
  cursor: string | null;
  limit: number;
  types: readonly string[];
  actor: ActorKind | null;
  /** In any spelling; null for all orders. */
  orderNumber: string | null;
  from: string | null;
  until: string | null;
};

/** One page of the whole store, newest first. */
export async function listEvents(
  { db }: { db: DbOrTx },
  question: EventQuestion,
): Promise<EventPage> {
  const filter = await filterOf(db, question);
  const found =
    question.orderNumber === null
      ? await findInStore(db, filter, question.limit)
      : await findInOrder(db, filter, question.orderNumber, question.limit);
  const rows = await readEventRows(db, found.ids);
  const [names, now] = await Promise.all([readUserNames(db, personIdsOf(rows)), readClock(db)]);
  return {
    items: rows.map((row) => ({
      id: row.id,
      orderNumber: row.orderNumber,
      stream: row.aggregateType,
      version: row.aggregateVersion,
      type: row.eventType,
      actor: eventActor(row.metadata, names),
      at: row.occurredAt.toISOString(),
    })),
    nextCursor: found.goOnBelow === null ? null : encodeEventCursor(found.goOnBelow),
    searched: found.searched,
    asOf: new Date(now).toISOString(),
  };
}

async function filterOf(db: DbOrTx, question: EventQuestion): Promise<EventFilter> {
  const { cursor, types, actor, from, until } = question;
  const cursorId = cursor === null ? null : decodeEventCursor(cursor);
  const untilId = until === null ? null : await findIdAt(db, Date.parse(until) + 1);
  const bounds = [cursorId, untilId].filter((each) => each !== null);
  return {
    belowId: bounds.length === 0 ? null : Math.min(...bounds),
    fromId: from === null ? null : await findIdAt(db, Date.parse(from)),
    types,
    actor,
  };
}

type Found = {
  ids: number[];
  /** The page goes on below this id; null at the end. */
  goOnBelow: number | null;
  searched: EventPage["searched"];
};

async function findInStore(db: DbOrTx, filter: EventFilter, limit: number): Promise<Found> {
  const isPlain = filter.types.length === 0 && filter.actor === null;
  // Without a filter every event passed is one found.
  const most = isPlain ? limit + 1 : MOST_WALKED;
  const { ids, walked, lowest, lowestAt } = await walkEvents(db, filter, {
    limit: limit + 1,
    most,
  });
  if (ids.length > limit) {
    const shown = ids.slice(0, limit);
    return { ids: shown, goOnBelow: shown.at(-1) ?? null, searched: null };
  }
  if (walked < most || lowest === null || lowestAt === null) {
    return { ids, goOnBelow: null, searched: null };
  }
  return {
    ids,
    goOnBelow: lowest,
    searched: { events: walked, backTo: lowestAt.toISOString() },
  };
}

async function findInOrder(
  db: DbOrTx,
  filter: EventFilter,
  orderNumber: string,
  limit: number,
): Promise<Found> {
  const streams = await findStreamsOfNumber(db, toOrderNumber(orderNumber));
  if (!streams) return { ids: [], goOnBelow: null, searched: null };
  const own = [streams.orderUuid, streams.sagaUuid];
  const ids = await readEventIdsOf(db, own, filter, limit + 1);
  const shown = ids.slice(0, limit);
  const goOnBelow = ids.length > limit ? (shown.at(-1) ?? null) : null;
  return { ids: shown, goOnBelow, searched: null };
}
