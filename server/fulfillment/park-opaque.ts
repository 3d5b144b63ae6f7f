import { field, packRows, unpacked } from "#server/packed-rows";
import { park } from "#server/saga/facts";
import { allOrFail } from "./all-or-fail.ts";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";
import type { OpaqueSaga } from "./saga-row.ts";

/**
 * What evolve makes of SagaParked, in the columns that every build has: the rest
 * of the row stays as the newer build wrote it, which resumes the saga.
 */
const PARK = allOrFail(`
  update order_fulfillment_sagas
  set parked_reason = 'UNREADABLE_EVENT', parked_at = $3, parked_code = $4, deadline_at = null,
      last_error_code = $4, last_error_at = $3, dispatch = dispatch + 1, job_dispatch = null, revision = revision + 1,
      version = version + 1, updated_at = $3
  from ${unpacked("$1", "i")}
  where saga_uuid = ${field("i", 1, "uuid")} and version = ${field("i", 2, "int")} and parked_reason is null`);

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
  await tx.query("park-opaque", PARK, [
    packRows(parked.map(({ sagaUuid, version }) => [sagaUuid, version])),
    parked.length,
    new Date(batch.now).toISOString(),
    CODE,
  ]);
}
