import { EVENT_SEPARATOR, type SealedRun } from "#server/fulfillment/chain-digest";
import { prepareAppend } from "#server/fulfillment/prepare-append";
import { SAGA_COLUMNS, toColumns } from "#server/fulfillment/saga-row";
import { rowOf } from "./copy-text.ts";
import { failuresOfLife, type LifeFailure } from "./failures-of-life.ts";
import type { ActionTaken, Commit, KeyUsed, Life, NoteWritten } from "./life.ts";
import { isoOf, LIVED_AT, mark, type Pattern, patternOf } from "./pattern.ts";

/** A run of events as it is sealed, with what differs from order to order left open. */
export type RunPattern = Omit<SealedRun, "occurredAt" | "aggregateUuid" | "metadata" | "data"> & {
  aggregateUuid: Pattern;
  metadata: Pattern;
  data: Pattern;
  /** Of each event: what stands between its stream's uuid and its data in a row. */
  between: readonly string[];
};

export type CommitPattern = { offsetMs: number; runs: readonly RunPattern[] };

/** What of a lived life goes into the tables. Rows are without their serial ids. */
export type LifePattern = {
  commits: readonly CommitPattern[];
  sagaRow: Pattern;
  /** What of the order's row is folded from its events. */
  orderHead: Pattern;
  actionRows: readonly Pattern[];
  keyRows: readonly Pattern[];
  noteRows: readonly Pattern[];
  failures: readonly LifeFailure[];
  lineCount: number;
  idCount: number;
};

export const SAGA_ROW = [...Object.keys(SAGA_COLUMNS), "created_at"];
export const ORDER_HEAD =
  "version, cancelled_at, notice_kind, notice_state, notice_code, notice_at, created_at, updated_at";
export const ACTION_ROW =
  "action_id, kind, saga_uuid, actor_id, reason_code, note, revision_seen, decision, decision_code, version_before, created_at";
export const NOTE_ROW = "note_id, version, saga_uuid, author_id, text, created_at";
export const KEY_ROW = "client_id, key, operation, fingerprint, order_uuid, created_at, expires_at";

/** As claim-keys.ts has it. */
const KEY_LIFETIME_MS = 30 * 86_400_000;

export async function patternOfLife(life: Life): Promise<LifePattern> {
  const { saga, order } = life;
  return {
    commits: await Promise.all(life.commits.map(patternOfCommit)),
    sagaRow: patternOf(rowOf([...toColumns(saga), isoOf(saga.startedAt)])),
    orderHead: patternOf(
      rowOf([
        order.version,
        isoOrNull(order.cancelledAt),
        order.noticeKind,
        order.noticeState,
        order.noticeCode,
        isoOrNull(order.noticeAt),
        isoOf(LIVED_AT),
        isoOf(life.orderUpdatedAt),
      ]),
    ),
    actionRows: life.actions.map(patternOfAction),
    keyRows: life.keys.map(patternOfKey),
    noteRows: life.notes.map(patternOfNote),
    failures: failuresOfLife(life),
    lineCount: life.lineCount,
    idCount: life.idCount,
  };
}

const isoOrNull = (instant: number | null) => (instant === null ? null : isoOf(instant));

async function patternOfCommit({ at, appends }: Commit): Promise<CommitPattern> {
  const prepared = prepareAppend(appends, at);
  return { offsetMs: at - LIVED_AT, runs: (prepared?.runs ?? []).map(patternOfRun) };
}

function patternOfRun(run: SealedRun): RunPattern {
  const versions = run.versions.split(EVENT_SEPARATOR);
  const between = run.types.split(EVENT_SEPARATOR).map((type, index) => {
    const version = run.versionBefore + index + 1;
    return `\t${rowOf([run.aggregateType, version, type, versions[index] ?? ""])}\t`;
  });
  return {
    aggregateUuid: patternOf(run.aggregateUuid),
    aggregateType: run.aggregateType,
    versionBefore: run.versionBefore,
    eventCount: run.eventCount,
    metadata: patternOf(run.metadata),
    types: run.types,
    versions: run.versions,
    data: patternOf(run.data),
    between,
  };
}

function patternOfAction({ submission, receipt, versionBefore, at }: ActionTaken): Pattern {
  if (receipt.type !== "decided") throw new Error("Bug: an action that was not decided");
  const { actionId, command, sagaUuid, actorId, reasonCode, note, revision } = submission;
  const wish = [actionId, command.type, sagaUuid, actorId, reasonCode, note, revision];
  return patternOf(rowOf([...wish, receipt.decision, receipt.code, versionBefore, isoOf(at)]));
}

function patternOfNote({ noteId, version, sagaUuid, actorId, text, at }: NoteWritten): Pattern {
  return patternOf(rowOf([noteId, version, sagaUuid, actorId, text, isoOf(at)]));
}

function patternOfKey({ key, operation, at }: KeyUsed): Pattern {
  const whose = [mark("client"), key, operation, `hmac-of-${key}`, mark("order")];
  return patternOf(rowOf([...whose, isoOf(at), isoOf(at + KEY_LIFETIME_MS)]));
}
