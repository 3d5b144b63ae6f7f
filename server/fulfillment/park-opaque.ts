import { park } from "#server/saga/facts";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";
import type { OpaqueSaga } from "./saga-row.ts";

/**
 * What evolve makes of SagaParked, in the columns that every build has: the rest
 * of the row stays as the newer build wrote it, which resumes the saga.
 */
const PARK = `
  update order_fulfillment_sagas
  set parked_reason = 'UNREADABLE_EVENT', parked_at = $3, parked_code = $4, deadline_at = null,
      last_error_code = $4, last_error_at = $3, dispatch = dispatch + 1, revision = revision + 1,
      version = version + 1, updated_at = $3
  from unnest($1::uuid[], $2::int[]) i(uuid, version_before)
  where saga_uuid = i.uuid and version = i.version_before and parked_reason is null`;

const CODE = "newer_version";

/** Parks a saga whose row this build cannot read; one that rests already is left alone. */
export function parkOpaque(batch: Batch, opaque: OpaqueSaga, causationId: string): void {
  const { sagaUuid, orderUuid, version, isOpen } = opaque;
  if (!isOpen || batch.parkedOpaque.has(sagaUuid)) return;
  batch.parkedOpaque.set(sagaUuid, opaque);
  batch.appends.push({
    aggregateUuid: sagaUuid,
    aggregateType: "order_fulfillment_saga",
    versionBefore: version,
    events: [park("UNREADABLE_EVENT", CODE)],
    metadata: { correlationId: orderUuid, causationId, actor: { type: "system" } },
  });
}

export async function writeParkedOpaque(tx: LaneTx, batch: Batch): Promise<void> {
  const parked = [...batch.parkedOpaque.values()];
  if (parked.length === 0) return;
  const { rowCount } = await tx.query("park-opaque", PARK, [
    parked.map(({ sagaUuid }) => sagaUuid),
    parked.map(({ version }) => version),
    new Date(batch.now).toISOString(),
    CODE,
  ]);
  if (rowCount !== parked.length) throw new Error("Bug: a locked saga was not parked");
}
