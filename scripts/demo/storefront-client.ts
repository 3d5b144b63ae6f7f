import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { DemoOrder } from "./make-orders.ts";

const placedAnswer = z.object({ orderId: z.uuid(), orderNumber: z.string() });

const followedAnswer = z
  .object({
    sagas: z.array(
      z.object({
        sagaUuid: z.uuid(),
        state: z.string(),
        parked: z.object({ reason: z.string() }).nullable(),
      }),
    ),
  })
  .transform(({ sagas }, context) => {
    const saga = sagas.at(-1);
    if (saga !== undefined) return saga;
    context.addIssue({ code: "custom", message: "an order without a saga" });
    return z.NEVER;
  });
/** The fulfilment of an order, as far as a storefront sees it. */
export type FollowedSaga = z.output<typeof followedAnswer>;

const problemAnswer = z.object({ code: z.string() });

/** About a minute and a half in all: longer than a web process takes to come back. */
const MAX_TRIES = 25;
const MAX_WAIT_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;

export type StorefrontClient = {
  /** Repeats with the same key until it is answered: at most one order comes of it. */
  place(order: DemoOrder): Promise<z.infer<typeof placedAnswer>>;
  follow(orderId: string): Promise<FollowedSaga>;
};

/** A storefront as its developers would write it. */
export function createStorefrontClient(options: {
  webUrl: string;
  apiKey: string;
}): StorefrontClient {
  const send = async (path: string, init: RequestInit): Promise<unknown> => {
    const headers = { ...init.headers, authorization: `Bearer ${options.apiKey}` };
    const url = `${options.webUrl}/api/v1${path}`;
    for (let tries = 1; ; tries += 1) {
      const reply = await fetchOnce(url, { ...init, headers });
      if (reply.type === "answered") return reply.body;
      if (reply.type === "refused" || tries === MAX_TRIES) {
        throw new Error(`${init.method ?? "GET"} ${url} failed: ${reply.why}`);
      }
      await pause(Math.max(reply.waitMs, Math.min(MAX_WAIT_MS, 100 * 2 ** tries)));
    }
  };
  return {
    place: async ({ idempotencyKey, body }) =>
      placedAnswer.parse(
        await send("/orders", {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
          body: JSON.stringify(body),
        }),
      ),
    follow: async (orderId) =>
      followedAnswer.parse(await send(`/orders/${encodeURIComponent(orderId)}`, {})),
  };
}

type Reply =
  | { type: "answered"; body: unknown }
  /** Worth another try: nothing was said about the order. */
  | { type: "no_answer"; why: string; waitMs: number }
  | { type: "refused"; why: string };

async function fetchOnce(url: string, init: RequestInit): Promise<Reply> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { ...init, signal });
    const text = await response.text();
    if (response.ok) return { type: "answered", body: JSON.parse(text) };
    const why = `status ${response.status}${codeIn(text)}`;
    const isRefused = response.status < 500 && ![408, 409, 425, 429].includes(response.status);
    // Another order of this name, or the same key for another body: repeating cannot help.
    const isTaken = response.status === 409 && !why.includes("in_progress");
    if (isRefused || isTaken) return { type: "refused", why };
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    return { type: "no_answer", why, waitMs: Number.isFinite(seconds) ? seconds * 1_000 : 0 };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { type: "no_answer", why: String(cause), waitMs: 0 };
  }
}

/** The problem's stable word. Its text may speak of the order's content. */
function codeIn(text: string): string {
  try {
    return ` (${problemAnswer.parse(JSON.parse(text)).code})`;
  } catch {
    // Not one of ours: a proxy's page, say.
    return "";
  }
}
