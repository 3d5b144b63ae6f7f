import type { Saga } from "#server/saga/types";
import type { OrderHead } from "./batch.ts";
import { type DatabaseClock, readClock } from "./batch-clock.ts";
import type { LaneTx } from "./lane.ts";
import {
  findQueuedSaga,
  type OpaqueSaga,
  QUEUED_SAGA_COLUMNS,
  type QueuedSaga,
  type QueuedSagaRow,
} from "./saga-row.ts";
import type { AnsweredAction, KnownNote, OutcomeSubmission, Submission } from "./submissions.ts";

export type LockedRows = {
  /** The database's clock once every lock is held: the moment of everything in this transaction. */
  now: number;
  sagas: Map<string, Saga>;
  opaque: Map<string, OpaqueSaga>;
  /** The dispatch whose job stands in the queue, of every saga above. */
  jobDispatches: Map<string, number>;
  orders: Map<string, OrderHead>;
  /** Actions answered before, by their id. */
  actions: Map<string, AnsweredAction>;
  /** The newest version of each note that is written to, by its id. */
  notes: Map<string, KnownNote>;
};

const LOCK_SAGAS = `
  select ${QUEUED_SAGA_COLUMNS.join(", ")}
  from order_fulfillment_sagas
  where saga_uuid = any($1::uuid[])
  order by saga_uuid
  for update`;

const LOCK_ORDERS = `
  select order_uuid, version, cancelled_at, notice_kind, notice_state, notice_code, notice_at
  from orders
  where order_uuid = any($1::uuid[])
  order by order_uuid
  for update`;

const FIND_ACTIONS = `
  select a.action_id, a.saga_uuid, a.kind, a.actor_id, a.decision, a.decision_code, g.revision
  from operator_actions a join order_fulfillment_sagas g on g.saga_uuid = a.saga_uuid
  where a.action_id = any($1::uuid[])`;

const FIND_NOTES = `
  select distinct on (note_id) note_id, saga_uuid, version, author_id, text
  from notes where note_id = any($1::uuid[])
  order by note_id desc, version desc`;

type NoteRow = {
  note_id: string;
  saga_uuid: string;
  version: number;
  author_id: string;
  text: string;
};

type OrderRow = {
  order_uuid: string;
  version: number;
  cancelled_at: Date | null;
  notice_kind: OrderHead["noticeKind"];
  notice_state: OrderHead["noticeState"];
  notice_code: string | null;
  notice_at: Date | null;
};

type ActionRow = {
  action_id: string;
  saga_uuid: string;
  kind: AnsweredAction["kind"];
  actor_id: string;
  decision: "accepted" | "ignored" | "rejected";
  decision_code: string | null;
  revision: number;
};

/**
 * Locks every row this batch may change, always in the same order: orders, then
 * sagas. But for the sagas that their worker has in memory, if the batch has no
 * others: those are locked when they are written, and only written if they are
 * still so. A batch of nothing else needs no answer before it writes.
 */
export async function lockRows(
  tx: LaneTx,
  submissions: readonly Submission[],
  { clock, trustSeen }: { clock: DatabaseClock; trustSeen: boolean },
): Promise<LockedRows> {
  const { seen, sagaUuids, orderUuids, actionIds, noteIds, isPlacing } = keysOf(
    submissions,
    trustSeen,
  );
  const inMemory = [...seen.values()].flatMap(seenBy);
  const readsRows = isPlacing || sagaUuids.length + orderUuids.length + actionIds.length > 0;
  const [orders, sagas, actions, notes, now] = await Promise.all([
    orderUuids.length > 0 ? tx.query<OrderRow>("lock-orders", LOCK_ORDERS, [orderUuids]) : null,
    sagaUuids.length > 0 ? tx.query<QueuedSagaRow>("lock-sagas", LOCK_SAGAS, [sagaUuids]) : null,
    actionIds.length > 0 ? tx.query<ActionRow>("find-actions", FIND_ACTIONS, [actionIds]) : null,
    // Behind the lock of their saga, so nobody adds a version in between.
    noteIds.length > 0 ? tx.query<NoteRow>("find-notes", FIND_NOTES, [noteIds]) : null,
    (readsRows ? null : momentAfter(inMemory, clock)) ?? readClock(tx),
  ]);
  const found = (sagas?.rows ?? []).map(findQueuedSaga);
  const locked = found.flatMap((each): [string, Saga][] =>
    each.type === "saga" ? [[each.saga.sagaUuid, each.saga]] : [],
  );
  return {
    now,
    sagas: new Map([
      ...inMemory.map(({ saga }): [string, Saga] => [saga.sagaUuid, saga]),
      ...locked,
    ]),
    opaque: new Map(
      found.flatMap((each) =>
        each.type === "opaque" ? [[each.opaque.sagaUuid, each.opaque]] : [],
      ),
    ),
    jobDispatches: new Map([
      ...inMemory.map(({ saga, jobDispatch }): [string, number] => [saga.sagaUuid, jobDispatch]),
      ...found.map((each): [string, number] => [uuidOf(each), each.jobDispatch]),
    ]),
    orders: new Map((orders?.rows ?? []).map((row) => [row.order_uuid, toHead(row)])),
    actions: new Map((actions?.rows ?? []).map((row) => [row.action_id, toAnswered(row)])),
    notes: new Map((notes?.rows ?? []).map((row) => [row.note_id, toNote(row)])),
  };
}

/** For a batch that changes nothing that is there. */
export const nothingLocked = (now: number): LockedRows => ({
  now,
  sagas: new Map(),
  opaque: new Map(),
  jobDispatches: new Map(),
  orders: new Map(),
  actions: new Map(),
  notes: new Map(),
});

/** The clock without asking; null when it is not known, or has been set back. */
function momentAfter(seen: readonly SeenSaga[], clock: DatabaseClock): number | null {
  const now = clock.now();
  if (now === null) return null;
  return seen.every(({ saga }) => saga.updatedAt <= now) ? now : null;
}

/** A saga and its job as their worker has them in memory. */
type SeenSaga = { saga: Saga; jobDispatch: number };

function seenBy({ seen, net, dispatch }: OutcomeSubmission): SeenSaga[] {
  return seen ? [{ saga: seen, jobDispatch: net?.dispatch ?? dispatch }] : [];
}

function keysOf(submissions: readonly Submission[], trustSeen: boolean) {
  const seen = new Map<string, OutcomeSubmission>();
  let isPlacing = false;
  const sagaUuids = new Set<string>();
  const orderUuids = new Set<string>();
  const actionIds = new Set<string>();
  const noteIds = new Set<string>();
  for (const submission of submissions) {
    switch (submission.type) {
      case "outcome":
        if (trustSeen && submission.seen) seen.set(submission.sagaUuid, submission);
        else sagaUuids.add(submission.sagaUuid);
        // Only the end of an undo touches the order's own stream.
        if (submission.job === "cancel-order") orderUuids.add(submission.orderUuid);
        break;
      case "cancel":
      case "upkeep":
        sagaUuids.add(submission.sagaUuid);
        break;
      case "command":
        sagaUuids.add(submission.sagaUuid);
        actionIds.add(submission.actionId);
        if ("orderUuid" in submission.command) orderUuids.add(submission.command.orderUuid);
        break;
      case "note":
        sagaUuids.add(submission.sagaUuid);
        noteIds.add(submission.noteId);
        break;
      case "notice":
        orderUuids.add(submission.orderUuid);
        break;
      case "place":
        isPlacing = true;
        break;
      case "discard":
        break;
    }
  }
  // Some locked now and some when they are written would be two orders of locking.
  if (sagaUuids.size > 0) {
    for (const sagaUuid of seen.keys()) sagaUuids.add(sagaUuid);
    seen.clear();
  }
  return {
    seen,
    isPlacing,
    sagaUuids: [...sagaUuids],
    orderUuids: [...orderUuids],
    actionIds: [...actionIds],
    noteIds: [...noteIds],
  };
}

const uuidOf = (found: QueuedSaga): string =>
  found.type === "saga" ? found.saga.sagaUuid : found.opaque.sagaUuid;

function toHead(row: OrderRow): OrderHead {
  return {
    orderUuid: row.order_uuid,
    version: row.version,
    cancelledAt: row.cancelled_at?.getTime() ?? null,
    noticeKind: row.notice_kind,
    noticeState: row.notice_state,
    noticeCode: row.notice_code,
    noticeAt: row.notice_at?.getTime() ?? null,
  };
}

function toNote(row: NoteRow): KnownNote {
  const { saga_uuid: sagaUuid, version, author_id: authorId, text } = row;
  return { sagaUuid, version, authorId, text };
}

function toAnswered(row: ActionRow): AnsweredAction {
  const { decision, decision_code: code, revision } = row;
  return {
    sagaUuid: row.saga_uuid,
    kind: row.kind,
    actorId: row.actor_id,
    receipt: { type: "decided", decision, code, until: null, revision },
  };
}
