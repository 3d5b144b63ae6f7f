import { acknowledgedOrdersExist } from "./acknowledged-orders-exist.ts";
import { chainIsUnbroken } from "./chain-is-unbroken.ts";
import type { AuditTarget, Check, Finding } from "./check.ts";
import { checkpointsAgree } from "./checkpoints-agree.ts";
import { driftsAreKnown } from "./drifts-are-known.ts";
import { endsAreComplete } from "./ends-are-complete.ts";
import { eventsAreReadable } from "./events-are-readable.ts";
import { openWorkIsQueued } from "./open-work-is-queued.ts";
import { ordersEqualTheirEvents } from "./orders-equal-their-events.ts";
import { partnersAgree } from "./partners-agree.ts";
import { recordsAreAppendOnly } from "./records-are-append-only.ts";
import { rollupsEqualTheirEvents } from "./rollups-equal-their-events.ts";
import { sagasEqualTheirEvents } from "./sagas-equal-their-events.ts";
import { streamsAreWhole } from "./streams-are-whole.ts";

const CHECKS: readonly Check[] = [
  streamsAreWhole,
  chainIsUnbroken,
  checkpointsAgree,
  eventsAreReadable,
  recordsAreAppendOnly,
  sagasEqualTheirEvents,
  ordersEqualTheirEvents,
  rollupsEqualTheirEvents,
  acknowledgedOrdersExist,
  openWorkIsQueued,
  endsAreComplete,
  partnersAgree,
  driftsAreKnown,
];

export type Result = Finding & { name: string; tookMs: number };

/**
 * Runs every check, whatever became of the one before, on a database that may be
 * at work meanwhile. Reads only.
 */
export async function runAudit(
  target: AuditTarget,
  onResult: (result: Result) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of CHECKS) {
    const startedMs = performance.now();
    const finding = await runCheck(check, target);
    const tookMs = Math.round(performance.now() - startedMs);
    const result = { ...finding, name: check.name, tookMs };
    onResult(result);
    results.push(result);
  }
  return results;
}

/** A check that cannot be made has not held. */
async function runCheck(check: Check, target: AuditTarget): Promise<Finding> {
  try {
    return await check.run(target);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { status: "broken", offender: `could not be checked: ${why}`, others: 0 };
  }
}
