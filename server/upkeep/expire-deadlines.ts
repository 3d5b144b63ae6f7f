import { submitUpkeep } from "./submit-upkeep.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

// The clock stands still while the partner is on hold or does not take our key: whatever comes
// then gives a fresh deadline.
const FIND_EXPIRED = `
  select g.saga_uuid from order_fulfillment_sagas g
  where g.deadline_at <= clock_timestamp() and g.parked_reason is null
    and g.cancel_requested_at is null
    and not exists (
      select from partner_status p
      where p.partner = case g.step when 'shipment' then 'carrier' else g.step end
        and p.direction = g.direction
        and (p.held_since is not null or p.circuit_cause = 'misconfigured'))
  order by g.deadline_at
  limit 1000`;

/** Turns sagas whose time is over, as a cancel by the system would. Answers how many turn or are asked to. */
export async function expireDeadlines(context: UpkeepContext): Promise<number> {
  const { rows } = await context.pool.query<{ saga_uuid: string }>(FIND_EXPIRED);
  const expired = await submitUpkeep(
    context,
    rows.map((row) => row.saga_uuid),
    { type: "deadline" },
  );
  if (expired > 0) context.log.warn({ sagas: expired }, "sweep.deadlines_expired");
  return expired;
}
