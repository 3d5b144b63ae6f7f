import { z } from "zod";
import { AppError } from "#server/errors";
import type {
  KeyedSubmission,
  NewOrder,
  PlaceReceipt,
  PlaceSubmission,
  ReceiptOf,
} from "#server/fulfillment/submissions";
import { newOrderNumber } from "#server/ids";

/** The part of the committer that storefronts reach. */
export type OrderCommitter = {
  submit<S extends KeyedSubmission>(submission: S): Promise<ReceiptOf<S>>;
};

export type NumberlessOrder = Omit<NewOrder, "orderNumber">;

/** With a million orders one number in 34,000 is taken; twice in a row is one in a thousand million. */
const MAX_NUMBERS_TRIED = 5;

/** Submits a new order under a number that is free. */
export async function submitWithFreeNumber(
  committer: OrderCommitter,
  submission: Omit<PlaceSubmission, "order"> & { order: NumberlessOrder },
): Promise<Exclude<PlaceReceipt, { type: "number_taken" }>> {
  for (let tried = 0; tried < MAX_NUMBERS_TRIED; tried += 1) {
    const order = { ...submission.order, orderNumber: newOrderNumber() };
    const receipt = await submitUnlessBusy(committer, { ...submission, order });
    if (receipt.type !== "number_taken") return receipt;
  }
  throw new Error("Bug: no free order number was found");
}

const lockTimeout = z.object({ code: z.literal("55P03") });

/** A twin whose transaction does not end keeps its key locked; how it ended is known a little later. */
export async function submitUnlessBusy<S extends KeyedSubmission>(
  committer: OrderCommitter,
  submission: S,
): Promise<ReceiptOf<S>> {
  try {
    return await committer.submit(submission);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new AppError(
      "idempotency_in_progress",
      "This order is being worked on. Send the same request with the same key again shortly.",
      { retryAfterSeconds: 1, cause: error },
    );
  }
}

function isLockTimeout(error: unknown): boolean {
  if (lockTimeout.safeParse(error).success) return true;
  return error instanceof Error && error.cause !== undefined && isLockTimeout(error.cause);
}

/** What a key was used for before is another request: its answer would mislead. */
export function keyReused(): AppError {
  return new AppError(
    "idempotency_key_reused",
    "This idempotency key belongs to another request. Use a key of its own for each request.",
  );
}
