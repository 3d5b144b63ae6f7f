import { answerKeyed } from "./answer-keyed.ts";
import { appendEvents } from "./append-events.ts";
import { Batch, type BatchContext } from "./batch.ts";
import { claimKeys, forgetKeys, type KeyClaims } from "./claim-keys.ts";
import { decideSubmission } from "./decide-submission.ts";
import { insertOrderRows } from "./insert-order-rows.ts";
import type { Ending, LaneTx } from "./lane.ts";
import { lockRows, nothingLocked } from "./lock-rows.ts";
import { writeParkedOpaque } from "./park-opaque.ts";
import { planJobs } from "./plan-jobs.ts";
import { prepareAppend } from "./prepare-append.ts";
import { refusePlaces } from "./refuse-places.ts";
import type { Handed, ReceiptOf, Submission } from "./submissions.ts";
import { writeActions } from "./write-actions.ts";
import { momentOfNew, writeAsNew } from "./write-as-new.ts";
import { writeJobs } from "./write-jobs.ts";
import { writeNotes } from "./write-notes.ts";
import { writeOrders, writeSagas } from "./write-sagas.ts";

const NO_CLAIMS: KeyClaims = new Map();
const NOTHING_HANDED: Handed = { next: null, notice: null };

/**
 * One transaction's work. Locks are taken in one order, so that two lanes cannot
 * deadlock: idempotency keys, orders, sagas (each sorted), and last the append
 * lock, after which nothing follows but the events, their link and COMMIT: that
 * makes the ids of event_store follow the order of commits. Sagas come after
 * orders because those that their worker has in memory are locked as late as by
 * their update (ADR 23).
 *
 * Once the rows are known nothing is waited for: all writes are sent together,
 * COMMIT behind them, so each must fail by itself if a row is not as it was known.
 */
export async function commitBatch(
  tx: LaneTx,
  context: BatchContext,
): Promise<Ending<ReceiptOf<Submission>[]>> {
  const { submissions, policy, build, handOver, clock } = context;
  const begunMs = performance.now();
  const moment = momentOfNew(submissions, context);
  const places = submissions.filter((s) => s.type === "place");
  const cancels = submissions.filter((s) => s.type === "cancel");
  // Sent one after the other without waiting; Postgres runs them in this order.
  const [claims, rows, made] =
    moment === null
      ? await Promise.all([
          claimKeys(tx, [...places, ...cancels]),
          lockRows(tx, submissions, context),
          insertOrderRows(tx, places),
        ])
      : [NO_CLAIMS, nothingLocked(moment), new Set(places.map(({ order }) => order.orderUuid))];
  const answers = await answerKeyed(tx, {
    places: await refusePlaces(tx, places, { claims, made }),
    cancels: cancels.filter((cancel) => !claims.has(cancel)),
  });

  const batch = new Batch({ ...rows, policy, build, begunMs, size: submissions.length });
  const known = { answers, claims, actions: rows.actions };
  submissions.forEach((submission, index) => {
    batch.receipts[index] = decideSubmission(batch, submission, known);
  });
  const handed = planJobs(batch, submissions, handOver);

  const result = submissions.map((submission, index) => {
    const receipt = batch.receipts[index];
    if (!receipt) throw new Error(`Bug: ${submission.type} got no receipt`);
    if (receipt.type !== "committed" || submission.type !== "outcome") return receipt;
    return { type: "committed" as const, ...(handed.get(index) ?? NOTHING_HANDED) };
  });
  // Before anything is sent: at idle, Postgres would take this very processor for itself meanwhile.
  const append = prepareAppend(batch.appends, batch.now);
  const last = Promise.all([
    moment === null ? null : writeAsNew(tx, places, moment),
    writeSagas(tx, batch),
    writeParkedOpaque(tx, batch),
    writeOrders(tx, batch),
    writeActions(tx, batch),
    writeNotes(tx, batch),
    forgetKeys(tx, batch.refusedCancels),
    writeJobs(tx, batch),
    append && appendEvents(tx, append, clock),
  ]);
  return { result, last };
}
