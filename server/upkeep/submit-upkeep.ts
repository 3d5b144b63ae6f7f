import type { UpkeepSubmission } from "#server/fulfillment/submissions";
import type { UpkeepContext } from "./upkeep-context.ts";

/** Tells each saga what was noticed; answers for how many that meant something. One that fails takes no other down. */
export async function submitUpkeep(
  { committer, log }: UpkeepContext,
  sagaUuids: readonly string[],
  input: UpkeepSubmission["input"],
): Promise<number> {
  const receipts = await Promise.allSettled(
    sagaUuids.map((sagaUuid) =>
      committer.submit({ type: "upkeep", sagaUuid, input, ticket: null }),
    ),
  );
  const failed = receipts.filter(({ status }) => status === "rejected");
  if (failed.length > 0) {
    log.warn({ input: input.type, sagas: failed.length, err: failed[0] }, "upkeep.not_recorded");
  }
  return receipts.filter(
    (receipt) => receipt.status === "fulfilled" && receipt.value.decision === "accepted",
  ).length;
}
