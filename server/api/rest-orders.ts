import { AppError } from "#server/errors";
import { cancelOrder } from "#server/orders/cancel-order";
import { cancelOrderInput } from "#server/orders/cancel-order-input";
import { getOrder } from "#server/orders/get-order";
import { placeOrder } from "#server/orders/place-order";
import { idempotencyKey, placeOrderInput } from "#server/orders/place-order-input";
import { readJson, readOptionalJson } from "./read-body.ts";
import { KEY_RULE, refuseInput } from "./refuse-input.ts";
import { answerRest } from "./rest.ts";
import type { StorefrontServices } from "./storefront-services.ts";

/** POST /api/v1/orders. The same key and body get the same answer, whenever and how often they come. */
export function postOrder(request: Request, services: StorefrontServices): Promise<Response> {
  return answerRest(request, services, "orders:create", async (client) => {
    const key = readIdempotencyKey(request.headers);
    const body = await readJson(request);
    const input = placeOrderInput.safeParse(body);
    if (!input.success) throw refuseInput(input.error, body);

    const order = await placeOrder(services, {
      clientId: client.clientId,
      idempotencyKey: key,
      input: input.data,
      body,
    });
    return {
      status: 201,
      body: order,
      headers: {
        location: order.links.self,
        ...replayedHeader(order),
      },
    };
  });
}

/**
 * POST /api/v1/orders/{id}/cancel. 202, because it is a wish: the order itself tells
 * what became of it.
 */
export function postCancel(
  request: Request,
  id: string,
  services: StorefrontServices,
): Promise<Response> {
  return answerRest(request, services, "orders:cancel", async (client) => {
    const key = readIdempotencyKey(request.headers);
    const body = await readOptionalJson(request);
    const input = cancelOrderInput.safeParse(body);
    if (!input.success) throw refuseInput(input.error, body);

    const cancellation = await cancelOrder(services, {
      clientId: client.clientId,
      idempotencyKey: key,
      orderId: decodePathPart(id),
      input: input.data,
      body,
    });
    return {
      status: 202,
      body: cancellation,
      headers: {
        location: cancellation.links.self,
        ...replayedHeader(cancellation),
      },
    };
  });
}

/** GET /api/v1/orders/{id}, where the id is the order's uuid or its number. */
export function getOrderById(
  request: Request,
  id: string,
  services: StorefrontServices,
): Promise<Response> {
  return answerRest(request, services, "orders:read", async (client) => ({
    status: 200,
    body: await getOrder(services.db, client.clientId, decodePathPart(id)),
  }));
}

function replayedHeader({ replayed }: { replayed: boolean }): Record<string, string> {
  return replayed ? { "idempotent-replayed": "true" } : {};
}

/** Bare, or in quotes as a structured field. */
function readIdempotencyKey(headers: Headers): string {
  const given = headers.get("idempotency-key")?.trim();
  if (!given) {
    throw new AppError("idempotency_key_required", `Send an Idempotency-Key header. ${KEY_RULE}`);
  }
  const parsed = idempotencyKey.safeParse(/^"(.*)"$/.exec(given)?.[1] ?? given);
  if (!parsed.success) throw new AppError("idempotency_key_invalid", KEY_RULE);
  return parsed.data;
}

function decodePathPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoding of anything, so not the name of an order.
    return "";
  }
}
