import type { DbOrTx } from "#db/client";
import { extendClaim } from "#db/queries/claims";
import { findFasterAction } from "#db/queries/operations";
import { findSagaStanding, readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { CommandReceipt, CommandSubmission } from "#server/fulfillment/submissions";
import type { Policy } from "#server/saga/policy";
import { CLAIM_MINUTES } from "../claims/claim-minutes.ts";
import { sentenceCase } from "../partners/partner-words.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { whereAndWhy } from "../situation/where-and-why.ts";
import { rejectionWords } from "./rejection-words.ts";
import { spanWords } from "./span-words.ts";
import type { ActionResult } from "./views.ts";

export type CommandCommitter = {
  submit(submission: CommandSubmission): Promise<CommandReceipt>;
};

/**
 * Hands a person's wish to the committer. Recorded is not done: what became of it
 * is told by its receipt. The same action id gives the same answer again.
 */
export async function applyCommand(
  { db, committer, policy }: { db: DbOrTx; committer: CommandCommitter; policy: Policy },
  submission: CommandSubmission,
): Promise<ActionResult> {
  const receipt = await committer.submit(submission);
  if (receipt.type === "not_found") throw new AppError("not_found", "There is no such order.");
  const { decision, code, until, revision } = receipt;
  switch (decision) {
    case "accepted":
      // Acting is a sign of life: whoever looks after the order keeps it.
      await extendClaim(db, { ...submission, minutes: CLAIM_MINUTES });
      return { type: "accepted", receiptId: submission.actionId, revision };
    case "ignored":
      return { type: "ignored", because: sentence(code ?? "it is so already") };
    case "rejected":
      return {
        type: "refused",
        code: code ?? "not_possible_now",
        because:
          code === "moved_on"
            ? await whatMovedOn({ db, policy }, submission)
            : sentence(rejectionWords(code)),
        until: until === null ? null : new Date(until).toISOString(),
        revision,
      };
  }
}

const DEED: Record<CommandSubmission["command"]["type"] | "order_again", string> = {
  retry: "asked for a retry",
  undo: "asked to undo the order",
  resolve: "recorded by hand what happened",
  hold: "put the order on hold",
  release: "released the order",
  told_by_phone: "told the customer by phone",
  resend_notice: "had the e-mail to the customer sent again",
  order_again: "placed the order again",
};

/** Somebody, or the order by itself, was faster: says who did what and when, and where the order stands now. */
async function whatMovedOn(
  { db, policy }: { db: DbOrTx; policy: Policy },
  { sagaUuid, actionId, revision }: CommandSubmission,
): Promise<string> {
  const [row, faster, now, standing] = await Promise.all([
    findSagaStanding(db, sagaUuid),
    findFasterAction(db, { sagaUuid, revision, except: actionId }),
    readClock(db),
    readPartnerStanding(db),
  ]);
  const who = faster
    ? `${faster.actorName ?? "A former colleague"} ${DEED[faster.kind]} ${spanWords(now - faster.at.getTime())} before you.`
    : "The order moved on since your page was loaded.";
  if (!row) return who;
  const { where, why } = whereAndWhy(situationOfRow(row, { now, policy, ...standing }));
  return `${who} It stands now at: ${where}. ${sentence(why)}`;
}

function sentence(clause: string): string {
  return `${sentenceCase(clause)}.`;
}
