import { describe, expect, test } from "vitest";
import type { NoticeReply } from "#server/partners/types";
import type { Reply } from "#server/saga/types";
import { healthOf } from "./health-of.ts";

const typeOf = (reply: Reply | NoticeReply) => healthOf(reply).type;

describe("a partner is well", () => {
  test.each<[string, Reply | NoticeReply]>([
    ["did it", { type: "succeeded", reference: "r" }],
    ["refused one order", { type: "rejected", code: "insufficient_stock" }],
    ["is still at work", { type: "pending", pollAfterMs: 100 }],
    [
      "found one request wrong",
      { type: "misconfigured", scope: "request", code: "schema_invalid" },
    ],
    ["works on this reference already", { type: "transient", code: "in_progress" }],
    ["took the message", { type: "sent" }],
    ["does not know the recipient", { type: "undeliverable", code: "smtp_550" }],
  ])("that %s", (_name, reply) => {
    expect(typeOf(reply)).toBe("well");
  });
});

describe("a partner is failing", () => {
  test.each<[string, Reply | NoticeReply]>([
    ["cannot be reached", { type: "not_sent", code: "connect_refused" }],
    ["does not answer in time", { type: "unknown", code: "timeout" }],
    ["breaks the connection", { type: "unknown", code: "connection_lost" }],
    ["says that it is not available", { type: "transient", code: "unavailable" }],
    ["takes no mail", { type: "transient", code: "connect_refused" }],
    ["does not take our mail account", { type: "transient", code: "smtp_auth_refused" }],
  ])("that %s", (_name, reply) => {
    expect(typeOf(reply)).toBe("failing");
  });
});

describe("nothing is said about a partner", () => {
  test.each<[string, Reply | NoticeReply]>([
    ["by a job that came twice", { type: "unknown", code: "redelivered" }],
    ["by a call that a hold kept back", { type: "not_sent", code: "partner_held" }],
    ["by a call that an open circuit kept back", { type: "not_sent", code: "circuit_open" }],
    ["by a call that our own stop cut", { type: "unknown", code: "aborted" }],
    ["by a bug of ours", { type: "unknown", code: "adapter_error" }],
    ["by a server that is not ready for one recipient", { type: "transient", code: "smtp_451" }],
  ])("%s", (_name, reply) => {
    expect(typeOf(reply)).toBe("says_nothing");
  });
});

test("a refusal of our key is told apart from trouble, since waiting does not mend it", () => {
  const reply: Reply = { type: "misconfigured", scope: "partner", code: "unauthorized" };
  expect(healthOf(reply)).toEqual({ type: "misconfigured", code: "unauthorized" });
});

test("a wish to slow down is granted for as long as it says, but for a minute at most", () => {
  const asked = (retryAfterMs?: number): Reply => ({
    type: "transient",
    code: "rate_limited",
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
  expect(healthOf(asked(5_000))).toMatchObject({ type: "asks_to_wait", ms: 5_000 });
  expect(healthOf(asked(3_600_000))).toMatchObject({ ms: 60_000 });
  expect(healthOf(asked())).toMatchObject({ ms: 1_000 });
});
