import { z } from "zod";

/** The media type of every refusal and failure (RFC 9457). */
export const PROBLEM_CONTENT_TYPE = "application/problem+json";

/** Codes that any endpoint of any partner may answer. A partner's business refusals are in its own file. */
export const COMMON_PROBLEM_CODES = [
  /** 400: the body does not fit the contract; `errors` says where. */
  "schema_invalid",
  /** 401: the bearer token is missing or wrong. */
  "unauthorized",
  /** 404: no such object. On an undo: nothing to undo. */
  "not_found",
  /** 404: no such route; the partner's URL is wrong. */
  "route_not_found",
  /** 405 and 415: our client speaks wrongly. */
  "method_not_allowed",
  "unsupported_media_type",
  /** 409: the reference was cancelled, perhaps before its create arrived; it can never be created. */
  "reference_cancelled",
  /** 409, retryable: the same reference is being worked on at this moment. */
  "in_progress",
  /** 422: the reference is known with other content. */
  "reference_conflict",
  /** 429, retryable, with Retry-After. */
  "rate_limited",
  /** 503, retryable: nothing was done. */
  "unavailable",
  /** 500: it may have been done. */
  "internal_error",
] as const;
export type CommonProblemCode = (typeof COMMON_PROBLEM_CODES)[number];

/**
 * A partner's problem document. Lenient on purpose: only the code decides, and a partner that
 * leaves out a title must not turn a documented refusal into an unknown outcome.
 */
export const partnerProblem = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.int().optional(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Stable snake_case. */
  code: z.string().min(1),
  retryable: z.boolean().default(false),
  retryAfterMs: z.number().nonnegative().optional(),
  partnerRequestId: z.string().optional(),
  errors: z
    .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
    .optional(),
  /** With `insufficient_stock`: what was asked and what there is, per line. */
  lines: z
    .array(
      z.object({
        lineId: z.string(),
        requested: z.number(),
        available: z.number(),
        restockOn: z.string().nullish(),
      }),
    )
    .optional(),
});
export type PartnerProblem = z.infer<typeof partnerProblem>;
