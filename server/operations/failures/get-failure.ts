import type { Db } from "#db/client";
import { findNewestBulkOfGroup } from "#db/queries/bulk";
import {
  countTroubled,
  findFailureGroup,
  readFailureHours,
  readFailureNotes,
} from "#db/queries/failures";
import { readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { Policy } from "#server/saga/policy";
import { failureRow, hoursBegin, OPEN_BOUND } from "./failure-row.ts";
import { causeSentence, deedSentence, effectSentence, SAFE_TO_RETRY } from "./group-words.ts";
import { troubledOrders } from "./troubled-orders.ts";
import {
  FAILURE_STATUSES,
  type FailureNote,
  type FailureStatus,
  type FailureView,
  type TroubledOrders,
} from "./views.ts";

const MAX_NOTES = 100;

type Services = { db: Db; policy: Policy };

/** Everything that is known about one group, and the orders that it holds up now. */
export async function getFailure(
  services: Services,
  viewerId: string,
  id: number,
): Promise<FailureView> {
  const { db } = services;
  const row = await findFailureGroup(db, id, OPEN_BOUND + 1);
  if (!row) throw new AppError("not_found", "There is no such group of failures.");
  const { group } = row;
  const now = await readClock(db);
  const [hours, notes, standing, orderPage, bulk] = await Promise.all([
    readFailureHours(db, [id], hoursBegin(now)),
    readFailureNotes(db, id, MAX_NOTES),
    countTroubled(db, group.fingerprint, OPEN_BOUND + 1),
    troubledOrders(services, { fingerprint: group.fingerprint, afterId: 0 }),
    findNewestBulkOfGroup(db, id),
  ]);
  return {
    ...failureRow(row, hours, now),
    revision: group.revision,
    ownerIsMe: group.ownerId === viewerId,
    cause: causeSentence(group),
    effect: effectSentence(standing, OPEN_BOUND),
    safeToRetry: SAFE_TO_RETRY,
    attempts: group.attemptCount,
    notes: notes.map(noteView),
    orderPage,
    bulkId: bulk?.id ?? null,
    asOf: new Date(now).toISOString(),
  };
}

type NoteRow = Awaited<ReturnType<typeof readFailureNotes>>[number];

function noteView({ note, authorName }: NoteRow): FailureNote {
  const { noteId, kind, fixedIn } = note;
  return {
    noteId,
    at: note.createdAt.toISOString(),
    author: note.authorId === null ? null : (authorName ?? "A former colleague"),
    deed: deedSentence({ kind, status: knownStatus(note.status), fixedIn }),
    note: note.note,
  };
}

function knownStatus(text: string | null): FailureStatus | null {
  return FAILURE_STATUSES.find((status) => status === text) ?? null;
}

/** The orders after the first page. */
export async function moreTroubledOrders(
  services: Services,
  { id, cursor }: { id: number; cursor: number },
): Promise<TroubledOrders> {
  const row = await findFailureGroup(services.db, id, 1);
  if (!row) throw new AppError("not_found", "There is no such group of failures.");
  const { fingerprint } = row.group;
  return troubledOrders(services, { fingerprint, afterId: cursor });
}
