import { z } from "zod";
import { AppError, type AppErrorCode, ERROR_STATUS, type FieldError } from "#server/errors";
import { ConnectionLost } from "#server/fulfillment/lane";
import { OrderExists } from "#server/orders/order-exists";

export type ProblemCode = AppErrorCode | "internal_error";

/** What every refusal and failure looks like, in REST and in tRPC alike (RFC 9457). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  requestId: string;
  /** The same request, with the same idempotency key, may succeed later. */
  retryable: boolean;
  errors: readonly FieldError[];
  /** With `external_order_id_exists` and `order_already_replaced`: the order that is there already. */
  orderId?: string;
};

const TITLE: Record<ProblemCode, string> = {
  invalid_request: "The request is not valid",
  invalid_cursor: "The cursor is not valid",
  idempotency_key_required: "An idempotency key is required",
  idempotency_key_invalid: "The idempotency key is not valid",
  unauthorized: "Not authenticated",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  idempotency_in_progress: "The same request is being worked on",
  external_order_id_exists: "The order exists",
  order_already_replaced: "The order was placed again before",
  body_too_large: "The body is too large",
  unsupported_media_type: "The media type is not supported",
  idempotency_key_reused: "The idempotency key was used for another request",
  unavailable: "Not available at the moment",
  internal_error: "Something went wrong on our side",
};

const RETRYABLE: ReadonlySet<ProblemCode> = new Set([
  "idempotency_in_progress",
  "unavailable",
  "internal_error",
]);

/** What a caller is told. Of anything but an AppError: nothing but that it happened. */
export function toProblem(error: unknown, requestId: string): Problem {
  const refusal = findAppError(error);
  const code = refusal?.code ?? "internal_error";
  return {
    type: `urn:backstitch:problem:${code}`,
    title: TITLE[code],
    status: refusal ? ERROR_STATUS[refusal.code] : 500,
    detail:
      refusal?.message ??
      "The request could not be answered. Nothing is lost: send it again with the same idempotency key.",
    code,
    requestId,
    retryable: RETRYABLE.has(code),
    errors: refusal?.errors ?? [],
    ...(refusal instanceof OrderExists && { orderId: refusal.orderId }),
  };
}

/** The refusal itself, or the one that a library has wrapped. */
export function findAppError(error: unknown): AppError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof AppError) return at;
    if (isDatabaseAway(at)) {
      return new AppError("unavailable", "The service is busy or restarting; try again shortly.", {
        retryAfterSeconds: 1,
        cause: error,
      });
    }
  }
  return null;
}

const databaseTrouble = z.object({
  // Refused or cut connections, and Postgres' own words for starting, stopping, full and cancelled.
  code: z.string().regex(/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|53...|57P0[1-5]|55P03)$/),
});

/** What the driver says in words alone: all connections taken, one that died, an answer that does not come. */
const WORDS_OF_TROUBLE =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout)/;

function isDatabaseAway(error: Error): boolean {
  return (
    error instanceof ConnectionLost ||
    databaseTrouble.safeParse(error).success ||
    WORDS_OF_TROUBLE.test(error.message)
  );
}

const COMES_AGAIN_SOON: ReadonlySet<ProblemCode> = new Set([
  "idempotency_in_progress",
  "unavailable",
]);

/** The answer of a REST endpoint to a refusal or failure. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      ...headers,
      ...(COMES_AGAIN_SOON.has(problem.code) && { "retry-after": "1" }),
      ...(problem.code === "unauthorized" && { "www-authenticate": "Bearer" }),
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": problem.requestId,
    },
  });
}
