import { z } from "zod";
import { cancelOrder } from "#server/orders/cancel-order";
import { cancelOrderInput } from "#server/orders/cancel-order-input";
import { CANCELLATION_STATUSES } from "#server/orders/cancellation";
import { getOrder } from "#server/orders/get-order";
import { OUTSIDE_STATUSES } from "#server/orders/outside-status";
import { placeOrder } from "#server/orders/place-order";
import { idempotencyKey, placeOrderInput } from "#server/orders/place-order-input";
import { PARKED_REASONS, POSITIONS } from "#server/saga/types";
import { storefrontProcedure, storefrontRouter } from "./trpc.ts";

const links = z.object({ self: z.string() });

const placedOrder = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  status: z.literal("received"),
  externalOrderId: z.string(),
  receivedAt: z.string(),
  replayed: z.boolean(),
  links,
});

const requestedCancellation = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  cancellation: z.literal("requested"),
  requestedAt: z.string(),
  replayed: z.boolean(),
  links,
});

const followedOrder = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  externalOrderId: z.string(),
  status: z.enum(OUTSIDE_STATUSES),
  cancellation: z
    .object({
      requestedAt: z.string(),
      status: z.enum(CANCELLATION_STATUSES),
      code: z.string().optional(),
    })
    .optional(),
  replacesOrderId: z.string().optional(),
  trackingNumber: z.string().optional(),
  lineCount: z.number(),
  placedAt: z.string(),
  updatedAt: z.string(),
  sagas: z.array(
    z.object({
      sagaUuid: z.string(),
      state: z.enum(POSITIONS),
      parked: z.object({ reason: z.enum(PARKED_REASONS), since: z.string() }).nullable(),
      startedAt: z.string(),
      completedAt: z.string().nullable(),
    }),
  ),
  links,
});

/** The order's uuid or its number. */
const orderId = z.string().max(64);

const orders = storefrontRouter({
  place: storefrontProcedure("orders:create")
    // A field, not a header: calls that share a request would share its headers.
    .input(z.strictObject({ idempotencyKey, ...placeOrderInput.shape }))
    .output(placedOrder)
    .use(async function keepBody({ next, getRawInput }) {
      return next({ ctx: { body: withoutKey(await getRawInput()) } });
    })
    .mutation(({ ctx, input: { idempotencyKey, ...input } }) =>
      placeOrder(ctx.services, {
        clientId: ctx.client.clientId,
        idempotencyKey,
        input,
        body: ctx.body,
      }),
    ),

  /** Asks for an order back; `get` tells what became of it. */
  cancel: storefrontProcedure("orders:cancel")
    .input(z.strictObject({ idempotencyKey, orderId, ...cancelOrderInput.shape }))
    .output(requestedCancellation)
    .use(async function keepBody({ next, getRawInput }) {
      return next({ ctx: { body: withoutOrder(withoutKey(await getRawInput())) } });
    })
    .mutation(({ ctx, input: { idempotencyKey, orderId, ...input } }) =>
      cancelOrder(ctx.services, {
        clientId: ctx.client.clientId,
        idempotencyKey,
        orderId,
        input,
        body: ctx.body,
      }),
    ),

  get: storefrontProcedure("orders:read")
    .input(z.strictObject({ orderId }))
    .output(followedOrder)
    .query(({ ctx, input }) => getOrder(ctx.services.db, ctx.client.clientId, input.orderId)),
});

/** The storefront's whole API. Not part of the console's router, so that neither can leak into the other. */
export const storefrontApi = storefrontRouter({ orders });
export type StorefrontApi = typeof storefrontApi;

const keyedBody = z.looseObject({ idempotencyKey: z.string() });

function withoutKey(raw: unknown): unknown {
  const { idempotencyKey: _, ...body } = keyedBody.parse(raw);
  return body;
}

const orderedBody = z.looseObject({ orderId });

function withoutOrder(raw: unknown): unknown {
  const { orderId: _, ...body } = orderedBody.parse(raw);
  return body;
}
