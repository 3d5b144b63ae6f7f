import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type PartnerProblem, PROBLEM_CONTENT_TYPE } from "#server/partners/contract/problem";

/** What a partner answers: a body, or a problem. */
export type Reply =
  | { type: "ok"; status: 200 | 201 | 202; body: object; replayed?: true; loseAnswer?: true }
  | { type: "problem"; status: number; problem: PartnerProblem };

/** A business refusal that is not listed here is a 422. */
const STATUS_OF: Readonly<Record<string, number>> = {
  schema_invalid: 400,
  unauthorized: 401,
  insufficient_funds: 402,
  not_found: 404,
  route_not_found: 404,
  payload_too_large: 413,
  unsupported_media_type: 415,
  reference_cancelled: 409,
  in_progress: 409,
  insufficient_stock: 409,
  reservation_expired: 409,
  already_committed: 409,
  rate_limited: 429,
  internal_error: 500,
  invariant_violation: 500,
  unavailable: 503,
};
const RETRYABLE = new Set(["rate_limited", "unavailable", "in_progress"]);

export function problem(
  code: string,
  detail: string,
  extra: Partial<Pick<PartnerProblem, "errors" | "lines" | "retryAfterMs">> = {},
): Extract<Reply, { type: "problem" }> {
  const status = STATUS_OF[code] ?? 422;
  return {
    type: "problem",
    status,
    problem: {
      type: `urn:problem:${code}`,
      title: code.replaceAll("_", " "),
      status,
      detail,
      code,
      retryable: RETRYABLE.has(code),
      ...extra,
    },
  };
}

/** Says where a body does not fit and which rule, never the value itself. */
export function schemaProblem(error: z.ZodError): Extract<Reply, { type: "problem" }> {
  const errors = error.issues.map((issue) => ({
    pointer: ["", ...issue.path.map(String)].join("/"),
    code: issue.code,
    message: "does not fit the contract",
  }));
  return problem("schema_invalid", "The request does not fit the contract.", { errors });
}

export function toResponse(reply: Reply): Response {
  if (reply.type === "ok") {
    return Response.json(reply.body, {
      status: reply.status,
      headers: reply.replayed ? { "Idempotent-Replayed": "true" } : {},
    });
  }
  const { retryAfterMs } = reply.problem;
  return new Response(JSON.stringify({ ...reply.problem, partnerRequestId: randomUUID() }), {
    status: reply.status,
    headers: {
      "Content-Type": PROBLEM_CONTENT_TYPE,
      ...(retryAfterMs === undefined
        ? {}
        : { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) }),
    },
  });
}
