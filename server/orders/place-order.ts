import { z } from "zod";
import { AppError } from "#server/errors";
import type { NewOrder, PlaceReceipt, PlaceSubmission } from "#server/fulfillment/submissions";
import { newOrderNumber, newUuid } from "#server/ids";
import { ExternalOrderIdExists } from "./external-order-id-exists.ts";
import { fingerprint } from "./fingerprint.ts";
import type { PlaceOrderInput } from "./place-order-input.ts";

/** The part of the committer that orders are placed through. */
export type Placer = { submit(submission: PlaceSubmission): Promise<PlaceReceipt> };

/** Free of personal data, so that it may be answered again to whoever repeats the request. */
export type PlacedOrder = {
  orderId: string;
  orderNumber: string;
  status: "received";
  externalOrderId: string;
  receivedAt: string;
  replayed: boolean;
  links: { self: string };
};

/**
 * Places an order, or answers again what the same key and body were answered
 * before. Returns after the commit: what was answered is not lost.
 */
export async function placeOrder(
  services: { placer: Placer; fingerprintSecret: string },
  request: {
    clientId: string;
    idempotencyKey: string;
    input: PlaceOrderInput;
    /** As received, without the key: what the fingerprint is taken from. */
    body: unknown;
  },
): Promise<PlacedOrder> {
  const idempotency = {
    key: request.idempotencyKey,
    operation: "orders.place",
    fingerprint: fingerprint(request.body, services.fingerprintSecret),
  };
  const receipt = await submitWithFreeNumber(services.placer, {
    type: "place",
    order: toNewOrder(request.input, request.clientId),
    actor: { type: "storefront", id: request.clientId },
    idempotency,
  });
  switch (receipt.type) {
    case "placed":
    case "replayed":
      return {
        orderId: receipt.orderUuid,
        orderNumber: receipt.orderNumber,
        status: "received",
        externalOrderId: request.input.externalOrderId,
        receivedAt: new Date(receipt.placedAt).toISOString(),
        replayed: receipt.type === "replayed",
        links: { self: `/api/v1/orders/${receipt.orderUuid}` },
      };
    case "key_reused":
      throw new AppError(
        "idempotency_key_reused",
        "This idempotency key belongs to another request. Use a key of its own for each order.",
      );
    case "external_order_id_exists":
      throw new ExternalOrderIdExists(receipt.orderUuid);
  }
}

/** With a million orders one number in 34,000 is taken; twice in a row is one in a thousand million. */
const MAX_NUMBERS_TRIED = 5;

async function submitWithFreeNumber(
  placer: Placer,
  submission: Omit<PlaceSubmission, "order"> & { order: NumberlessOrder },
): Promise<Exclude<PlaceReceipt, { type: "number_taken" }>> {
  for (let tried = 0; tried < MAX_NUMBERS_TRIED; tried += 1) {
    const order = { ...submission.order, orderNumber: newOrderNumber() };
    const receipt = await submitUnlessBusy(placer, { ...submission, order });
    if (receipt.type !== "number_taken") return receipt;
  }
  throw new Error("Bug: no free order number was found");
}

const lockTimeout = z.object({ code: z.literal("55P03") });

/** A twin whose transaction does not end keeps its key locked; how it ended is known a little later. */
async function submitUnlessBusy(
  placer: Placer,
  submission: PlaceSubmission,
): Promise<PlaceReceipt> {
  try {
    return await placer.submit(submission);
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

type NumberlessOrder = Omit<NewOrder, "orderNumber">;

function toNewOrder(input: PlaceOrderInput, clientId: string): NumberlessOrder {
  return {
    orderUuid: newUuid(),
    sagaUuid: newUuid(),
    clientId,
    externalOrderId: input.externalOrderId,
    replacesOrderId: null,
    shippingService: input.shipping.service,
    shipTo: input.shipTo,
    patient: input.patient,
    lines: input.medications.map(({ ndc, prescriber, prescription, ...line }) => ({
      ...line,
      ndcCanonical: ndc.canonical,
      ndcDisplay: ndc.display,
      prescriberNpi: prescriber?.npi ?? null,
      prescriberName: prescriber?.name ?? null,
      prescriptionKind: prescription.kind,
      rxNumber: prescription.rxNumber,
      writtenOn: prescription.writtenOn,
      expiresOn: prescription.expiresOn,
    })),
  };
}
