import type { z } from "zod";
import type { Reply } from "#server/saga/types";
import type { Partner } from "./call-partner.ts";
import { callPartner } from "./call-partner.ts";
import type { StepCall } from "./types.ts";

type LookUp<T> = { path: string; clientReference: string; answer: z.ZodType<T[]> };

export type Finding<T> =
  | { type: "found"; value: T }
  | { type: "absent" }
  | { type: "unanswered"; reply: Reply };

/**
 * What the partner holds under a reference that is in doubt. Only an answer settles anything:
 * a look-up that failed leaves the outcome as unknown as it was.
 */
export async function lookUp<T extends { clientReference: string }>(
  partner: Partner,
  call: Pick<StepCall, "requestId" | "signal">,
  { path, clientReference, answer }: LookUp<T>,
): Promise<Finding<T>> {
  const reply = await callPartner(partner.client, call, {
    kind: "read",
    path: `${path}?clientReference=${encodeURIComponent(clientReference)}`,
    clientReference,
    answer,
    timeoutMs: partner.timeoutMs,
  });
  if (reply.type !== "answered") return { type: "unanswered", reply: stillInDoubt(reply) };
  return findingOf(reply.value, clientReference);
}

function findingOf<T extends { clientReference: string }>(
  objects: T[],
  clientReference: string,
): Finding<T> {
  const [first, second] = objects;
  if (first === undefined) return { type: "absent" };
  if (second !== undefined) {
    // Two effects for one reference cannot be: a person must see it, no retry mends it.
    return unanswered({ type: "misconfigured", scope: "request", code: "duplicate_objects" });
  }
  if (first.clientReference !== clientReference) {
    return unanswered({ type: "unknown", code: "other_reference" });
  }
  return { type: "found", value: first };
}

function unanswered(reply: Reply): { type: "unanswered"; reply: Reply } {
  return { type: "unanswered", reply };
}

function stillInDoubt(reply: Reply): Reply {
  switch (reply.type) {
    case "rejected":
      return { type: "unknown", code: reply.code };
    case "not_sent":
      // Nothing was even asked: a partner that is away must not cost orders their budget.
      return reply;
    case "transient":
      // The partner named the moment to ask again, which an unknown outcome could not carry.
      return reply.retryAfterMs === undefined ? { type: "unknown", code: reply.code } : reply;
    case "succeeded":
      return { type: "unknown", code: "unreadable_reply" };
    case "unknown":
    case "misconfigured":
    case "pending":
      return reply;
  }
}
