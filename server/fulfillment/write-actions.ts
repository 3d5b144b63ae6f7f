import type { Batch, RecordedAction } from "./batch.ts";
import type { LaneTx } from "./lane.ts";
import type { AgainWish } from "./submissions.ts";

const INSERT = `
  insert into operator_actions (action_id, kind, saga_uuid, actor_id, reason_code, note,
    revision_seen, decision, decision_code, version_before, created_at)
  select i.*, $11::timestamptz
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[],
              $8::text[], $9::text[], $10::int[]) i`;

type ActionRow = readonly (string | number | null)[];

/** Keeps every wish of a person, the refused ones too, in the transaction that answered it. */
export async function writeActions(tx: LaneTx, batch: Batch): Promise<void> {
  const rows = [...batch.actions.flatMap(rowsOf), ...batch.agains.map(rowOfAgain)];
  if (rows.length === 0) return;
  const columns = Array.from({ length: 10 }, (_, at) => rows.map((row) => row[at] ?? null));
  await tx.query("insert-actions", INSERT, [...columns, new Date(batch.now).toISOString()]);
}

function rowsOf({ submission, receipt, versionBefore }: RecordedAction): ActionRow[] {
  if (receipt.type !== "decided") return [];
  const { actionId, command, sagaUuid, actorId, reasonCode, note, revision } = submission;
  const wish = [actionId, command.type, sagaUuid, actorId, reasonCode, note, revision];
  return [[...wish, receipt.decision, receipt.code, versionBefore]];
}

function rowOfAgain(again: AgainWish): ActionRow {
  const { actionId, sagaUuid, actorId, reasonCode, note, revision, version } = again;
  const wish = [actionId, "order_again", sagaUuid, actorId, reasonCode, note, revision];
  return [...wish, "accepted", null, version];
}
