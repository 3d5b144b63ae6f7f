/** What a caller may wish and we must refuse. Stable for ever: storefronts and tests rely on the words. */
export const ERROR_STATUS = {
  invalid_request: 400,
  invalid_cursor: 400,
  idempotency_key_required: 400,
  idempotency_key_invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  idempotency_in_progress: 409,
  external_order_id_exists: 409,
  order_already_replaced: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  unavailable: 503,
} as const satisfies Record<string, number>;
export type AppErrorCode = keyof typeof ERROR_STATUS;

/** Where the request is wrong: a JSON pointer and a code, never the value, which may be personal data. */
export type FieldError = { pointer: string; code: string };

/** A caller's impossible wish, told with a stable code and what to do about it. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: AppErrorCode,
    message: string,
    details: { errors?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}
