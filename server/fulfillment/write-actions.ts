import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

const INSERT = `
  insert into operator_actions (action_id, kind, saga_uuid, actor_id, reason_code, note,
    revision_seen, decision, decision_code, version_before, created_at)
  select i.*, $11::timestamptz
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[],
              $8::text[], $9::text[], $10::int[]) i`;

/** Keeps every wish of a person, the refused ones too, in the transaction that answered it. */
export async function writeActions(tx: LaneTx, batch: Batch): Promise<void> {
  const decided = batch.actions.flatMap(({ submission, receipt, versionBefore }) =>
    receipt.type === "decided" ? [{ submission, receipt, versionBefore }] : [],
  );
  if (decided.length === 0) return;
  await tx.query("insert-actions", INSERT, [
    decided.map(({ submission }) => submission.actionId),
    decided.map(({ submission }) => submission.command.type),
    decided.map(({ submission }) => submission.sagaUuid),
    decided.map(({ submission }) => submission.actorId),
    decided.map(({ submission }) => submission.reasonCode),
    decided.map(({ submission }) => submission.note),
    decided.map(({ submission }) => submission.revision),
    decided.map(({ receipt }) => receipt.decision),
    decided.map(({ receipt }) => receipt.code),
    decided.map(({ versionBefore }) => versionBefore),
    new Date(batch.now).toISOString(),
  ]);
}
