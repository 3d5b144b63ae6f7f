import { z } from "zod";
import type { Reply } from "#server/saga/types";
import type { ReplyProblem, Wire } from "./classify-reply.ts";
import { classifyReply } from "./classify-reply.ts";
import { partnerProblem } from "./contract/problem.ts";
import type { HttpClient, HttpResult } from "./http-client.ts";
import type { CallKind } from "./reply-codes.ts";
import type { StepCall } from "./types.ts";

/** One partner as its adapters see it. */
export type Partner = { client: HttpClient; timeoutMs: number };

type PartnerRequest<T> = {
  kind: CallKind;
  path: string;
  clientReference: string;
  /** Absent on reads. */
  body?: object;
  answer: z.ZodType<T>;
  timeoutMs: number;
};

/** Either an answer that parses, whose content is still to be judged, or what the reply proves. */
type Answer<T> = { type: "answered"; value: T } | Reply;

/** Sends one request and reads its reply. Never throws for what a partner or a network does. */
export async function callPartner<T>(
  client: HttpClient,
  call: Pick<StepCall, "requestId" | "signal">,
  request: PartnerRequest<T>,
): Promise<Answer<T>> {
  const result = await client.call({
    method: request.kind === "read" ? "GET" : "POST",
    path: request.path,
    clientReference: request.clientReference,
    requestId: call.requestId,
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    timeoutMs: request.timeoutMs,
    signal: call.signal,
  });
  const json = result.type === "response" ? parseJson(result.body) : undefined;
  if (isForAnother(json, request)) return { type: "unknown", code: "other_reference" };
  const answer = request.answer.safeParse(json);
  const verdict = classifyReply(toWire(result, json, answer.success), request.kind);
  if (verdict.type !== "answered") return verdict;
  if (!answer.success) throw new Error("Bug: an unreadable body was classified as answered");
  return { type: "answered", value: answer.data };
}

const echo = z.object({ clientReference: z.string() });

/**
 * A broken proxy may deliver an earlier answer a second time, on the connection that the next
 * request uses. A reply that names another reference says nothing about ours.
 */
function isForAnother(
  json: unknown,
  request: { kind: CallKind; clientReference: string },
): boolean {
  // A look-up answers a list, which its reader checks.
  if (request.kind === "read") return false;
  const echoed = echo.safeParse(json);
  return echoed.success && echoed.data.clientReference !== request.clientReference;
}

/** The path of one object: its id is the partner's text and must not change the route. */
export function pathOf(template: string, id: string): string {
  return template.replace(":id", encodeURIComponent(id));
}

function toWire(result: HttpResult, json: unknown, isAnswer: boolean): Wire {
  if (result.type === "failure") return result;
  return {
    type: "response",
    status: result.status,
    problem: parseProblem(result.status, json),
    body: isAnswer ? "parsed" : "unreadable",
    retryAfterMs: parseRetryAfter(result.retryAfter) ?? parsePollHint(json),
  };
}

function parseJson(body: string | null): unknown {
  if (body === null) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON: the caller sees that no schema fits, and the text itself must not travel on.
    return undefined;
  }
}

function parseProblem(status: number, json: unknown): ReplyProblem | null {
  if (status < 400) return null;
  const problem = partnerProblem.safeParse(json);
  if (!problem.success) return null;
  const { code, retryable, retryAfterMs } = problem.data;
  return { code, retryable, retryAfterMs: retryAfterMs ?? null };
}

/** Seconds or a date, as HTTP allows. */
function parseRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

const pollHint = z.object({ pollAfterMs: z.number().nonnegative() });

function parsePollHint(json: unknown): number | null {
  const hint = pollHint.safeParse(json);
  return hint.success ? hint.data.pollAfterMs : null;
}
