import type { Circuit } from "#server/circuits/circuit";
import { reopen } from "#server/circuits/partner-status";
import { claimDuty, finishDuty } from "./claim-duty.ts";
import { resumeWaiting } from "./resume-waiting.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

const DUTY = "reopen-partners";
/** Thousands of orders are resumed within seconds; a worker that dies at it is followed soon. */
const LEASE_MS = 15_000;

/**
 * Lets partners go that were released or mended: first the orders that waited
 * are resumed, then calls may leave. The other way round a call would leave under
 * a dispatch that the resuming ends.
 */
export async function reopenPartners(
  context: UpkeepContext,
  reopening: readonly Circuit[],
): Promise<number> {
  const { pool, worker, log } = context;
  if (reopening.length === 0) return 0;
  if (!(await claimDuty(pool, DUTY, { worker, everyMs: 0, leaseMs: LEASE_MS }))) return 0;
  let mended = 0;
  for (const circuit of reopening) {
    const resumed = await resumeWaiting(context, circuit);
    await reopen(pool, circuit);
    log.info({ ...circuit, resumed }, "partner.reopened");
    mended += resumed;
  }
  await finishDuty(pool, DUTY, { worker, mended });
  return mended;
}
