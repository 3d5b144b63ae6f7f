import type { Reply } from "#server/saga/types";
import type { CallKind, CodeMeaning } from "./reply-codes.ts";
import { meaningOfCode, safeCode } from "./reply-codes.ts";

/** What the partner said about an error. Only its code and hints: its prose may quote the patient. */
export type ReplyProblem = { code: string; retryable: boolean; retryAfterMs: number | null };

/** What happened on the wire. Once the head is in, a failure is a response with an unreadable body. */
export type Wire =
  | {
      type: "response";
      status: number;
      problem: ReplyProblem | null;
      body: "parsed" | "unreadable";
      retryAfterMs: number | null;
    }
  | { type: "failure"; phase: "before_sent" | "after_sent"; code: string };

type Response = Extract<Wire, { type: "response" }>;

/** `answered`: a 2xx that parses. What its body says was done is for the adapter to read. */
type Verdict = Reply | { type: "answered" };

/** A poll of a slow partner that gives no hint. */
const DEFAULT_POLL_AFTER_MS = 2_000;
/** Faster polls would be a load, slower ones would let one bad header stall an order for good. */
const POLL_AFTER_MS = { min: 250, max: 5 * 60_000 };
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/**
 * What a reply proves, by problem code first, then documented status, then socket phase. Whatever
 * is not documented is unknown: a code we never saw must not cancel orders.
 */
export function classifyReply(wire: Wire, kind: CallKind): Verdict {
  if (wire.type === "failure") {
    return wire.phase === "before_sent"
      ? { type: "not_sent", code: safeCode(wire.code) }
      : inDoubt(kind, wire.code);
  }
  if (wire.status >= 200 && wire.status < 300) return classifySuccess(wire, kind);
  return byProblemCode(wire, kind) ?? byStatus(wire, kind);
}

function classifySuccess(response: Response, kind: CallKind): Verdict {
  if (response.body === "unreadable") return inDoubt(kind, "unreadable_reply");
  if (response.status === 202) return pending(response.retryAfterMs);
  return { type: "answered" };
}

/** The wait a partner asked for before it is polled again, within reason. */
export function pending(hintMs: number | null): Reply {
  const pollAfterMs = Math.min(
    POLL_AFTER_MS.max,
    Math.max(POLL_AFTER_MS.min, hintMs ?? DEFAULT_POLL_AFTER_MS),
  );
  return { type: "pending", pollAfterMs };
}

/** Only a 4xx: a 5xx that carries a business code contradicts itself and proves nothing. */
function byProblemCode(response: Response, kind: CallKind): Reply | null {
  if (response.problem === null || response.status < 400 || response.status >= 500) return null;
  const { code } = response.problem;
  const meaning = meaningOfCode(code, kind);
  return meaning === null ? null : replyFor(meaning, code, response, kind);
}

function replyFor(meaning: CodeMeaning, code: string, response: Response, kind: CallKind): Reply {
  switch (meaning) {
    case "refused":
      return { type: "rejected", code };
    case "nothing_to_undo":
      return { type: "succeeded", reference: null, nothingToUndo: true };
    case "wait":
      return transient(code, response);
    case "partner":
    case "request":
      return { type: "misconfigured", scope: meaning, code };
    case "nothing":
      return inDoubt(kind, code);
  }
}

function byStatus(response: Response, kind: CallKind): Reply {
  const { status, problem } = response;
  const code = safeCode(problem?.code ?? `http_${status}`);
  switch (status) {
    case 400:
    case 405:
    case 415:
      return { type: "misconfigured", scope: "request", code };
    case 401:
    case 402:
    case 403:
    case 404:
    // The route has moved. 302 and 303 are not here: they may follow a write that was done.
    case 301:
    case 307:
    case 308:
      return { type: "misconfigured", scope: "partner", code };
    case 429:
      return transient(code, response);
    case 503:
      return problem?.retryable === true ? transient(code, response) : inDoubt(kind, code);
    default:
      return inDoubt(kind, code);
  }
}

function transient(code: string, response: Response): Reply {
  const retryAfterMs = response.retryAfterMs ?? response.problem?.retryAfterMs ?? null;
  if (retryAfterMs === null) return { type: "transient", code };
  return { type: "transient", code, retryAfterMs: Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) };
}

/** A write may have been done. A read did nothing, whatever became of it, and may be asked again. */
function inDoubt(kind: CallKind, code: string): Reply {
  return { type: kind === "read" ? "transient" : "unknown", code: safeCode(code) };
}
