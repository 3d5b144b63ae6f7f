import { describe, expect, test } from "vitest";
import type { ReplyProblem, Wire } from "./classify-reply.ts";
import { classifyReply, pending } from "./classify-reply.ts";
import { CARRIER_REJECTIONS, VOID_REFUSAL_REASONS } from "./contract/carrier.ts";
import { INVENTORY_REJECTIONS } from "./contract/inventory.ts";
import { PRESCRIPTION_REJECTIONS } from "./contract/prescription.ts";
import type { CallKind } from "./reply-codes.ts";

const KINDS: CallKind[] = ["forward", "undo", "read"];
const WRITES: CallKind[] = ["forward", "undo"];

function response(status: number, rest: Partial<Extract<Wire, { type: "response" }>> = {}): Wire {
  return {
    type: "response",
    status,
    problem: null,
    body: "unreadable",
    retryAfterMs: null,
    ...rest,
  };
}

function problem(code: string, rest: Partial<ReplyProblem> = {}): ReplyProblem {
  return { code, retryable: false, retryAfterMs: null, ...rest };
}

function refusal(status: number, code: string, rest: Partial<ReplyProblem> = {}): Wire {
  return response(status, { problem: problem(code, rest) });
}

const doubtOf = (kind: CallKind) => (kind === "read" ? "transient" : "unknown");

describe("a call that failed on the way", () => {
  test.each(["connect_refused", "dns_failed", "tls_failed", "connect_timeout"])(
    "%s before a byte was written was not sent, whatever was asked",
    (code) => {
      for (const kind of KINDS) {
        expect(classifyReply({ type: "failure", phase: "before_sent", code }, kind)).toEqual({
          type: "not_sent",
          code,
        });
      }
    },
  );

  test.each(["timeout", "connection_lost", "aborted"])(
    "%s after sending leaves a write unknown and a read to be asked again",
    (code) => {
      for (const kind of KINDS) {
        expect(classifyReply({ type: "failure", phase: "after_sent", code }, kind)).toEqual({
          type: doubtOf(kind),
          code,
        });
      }
    },
  );
});

describe("a 2xx", () => {
  test("that parses is answered", () => {
    for (const kind of KINDS) {
      expect(classifyReply(response(200, { body: "parsed" }), kind)).toEqual({ type: "answered" });
      expect(classifyReply(response(201, { body: "parsed" }), kind)).toEqual({ type: "answered" });
    }
  });

  test.each([200, 201, 202, 204])("%i without a readable body proves nothing", (status) => {
    for (const kind of KINDS) {
      expect(classifyReply(response(status), kind)).toEqual({
        type: doubtOf(kind),
        code: "unreadable_reply",
      });
    }
  });

  test("202 is pending with the partner's hint, kept within reason", () => {
    const accepted = (retryAfterMs: number | null) =>
      classifyReply(response(202, { body: "parsed", retryAfterMs }), "forward");
    expect(accepted(4_000)).toEqual({ type: "pending", pollAfterMs: 4_000 });
    expect(accepted(null)).toEqual({ type: "pending", pollAfterMs: 2_000 });
    expect(accepted(0)).toEqual({ type: "pending", pollAfterMs: 250 });
    expect(pending(1e12)).toEqual({ type: "pending", pollAfterMs: 300_000 });
  });
});

describe("a business refusal", () => {
  const refusals: [string, number][] = [
    ...PRESCRIPTION_REJECTIONS.map((code): [string, number] => [code, 422]),
    ...INVENTORY_REJECTIONS.map((code): [string, number] => [
      code,
      code === "insufficient_stock" ? 409 : 422,
    ]),
    ...CARRIER_REJECTIONS.map((code): [string, number] => [code, 422]),
    ["reference_cancelled", 409],
  ];

  test.each(refusals)("%s (%i) rejects a forward step", (code, status) => {
    expect(classifyReply(refusal(status, code), "forward")).toEqual({ type: "rejected", code });
  });

  test.each(["already_committed", "cancel_denied", "void_refused", ...VOID_REFUSAL_REASONS])(
    "%s rejects an undo and proves nothing about a forward step",
    (code) => {
      expect(classifyReply(refusal(409, code), "undo")).toEqual({ type: "rejected", code });
      expect(classifyReply(refusal(409, code), "forward")).toEqual({ type: "unknown", code });
    },
  );

  test("of a forward step proves nothing about an undo or a look-up", () => {
    expect(classifyReply(refusal(409, "insufficient_stock"), "undo").type).toBe("unknown");
    expect(classifyReply(refusal(409, "insufficient_stock"), "read").type).toBe("transient");
  });

  test("is believed before the status that carries it", () => {
    expect(classifyReply(refusal(400, "address_undeliverable"), "forward")).toEqual({
      type: "rejected",
      code: "address_undeliverable",
    });
  });

  test.each([500, 502, 503, 504])("inside a %i contradicts itself and proves nothing", (status) => {
    expect(classifyReply(refusal(status, "insufficient_stock"), "forward").type).toBe("unknown");
  });
});

describe("nothing to undo", () => {
  test.each([
    [404, "not_found"],
    [404, "not_found_in_profile"],
    [409, "reservation_expired"],
    [410, "expired"],
    [409, "reference_cancelled"],
  ])("%i %s means that an undo is done", (status, code) => {
    expect(classifyReply(refusal(status, code), "undo")).toEqual({
      type: "succeeded",
      reference: null,
      nothingToUndo: true,
    });
  });

  test("a missing object does not mean that a forward step was refused or the route is wrong", () => {
    expect(classifyReply(refusal(404, "not_found"), "forward")).toEqual({
      type: "unknown",
      code: "not_found",
    });
  });
});

describe("our fault", () => {
  test.each([
    [401, "partner"],
    [402, "partner"],
    [403, "partner"],
    [404, "partner"],
    [301, "partner"],
    [307, "partner"],
    [308, "partner"],
    [400, "request"],
    [405, "request"],
    [415, "request"],
  ] as const)("a bare %i concerns the %s", (status, scope) => {
    for (const kind of KINDS) {
      expect(classifyReply(response(status), kind)).toEqual({
        type: "misconfigured",
        scope,
        code: `http_${status}`,
      });
    }
  });

  test.each([
    [401, "unauthorized", "partner"],
    [402, "insufficient_funds", "partner"],
    [404, "route_not_found", "partner"],
    [400, "schema_invalid", "request"],
    [405, "method_not_allowed", "request"],
    [415, "unsupported_media_type", "request"],
    [422, "reference_conflict", "request"],
  ] as const)("%i %s concerns the %s", (status, code, scope) => {
    for (const kind of KINDS) {
      expect(classifyReply(refusal(status, code), kind)).toEqual({
        type: "misconfigured",
        scope,
        code,
      });
    }
  });

  test("a redirect that may follow a write that was done proves nothing", () => {
    expect(classifyReply(response(302), "forward")).toEqual({ type: "unknown", code: "http_302" });
    expect(classifyReply(response(303), "undo")).toEqual({ type: "unknown", code: "http_303" });
  });
});

describe("a partner that asks us to wait", () => {
  test.each([
    [429, "rate_limited"],
    [409, "in_progress"],
    [503, "unavailable"],
  ])("%i %s is transient and its Retry-After is kept", (status, code) => {
    const wire: Wire = response(status, {
      problem: problem(code, { retryable: true }),
      retryAfterMs: 7_000,
    });
    for (const kind of KINDS) {
      expect(classifyReply(wire, kind)).toEqual({ type: "transient", code, retryAfterMs: 7_000 });
    }
  });

  test("may say how long in the problem instead of the header", () => {
    const wire = refusal(503, "unavailable", { retryable: true, retryAfterMs: 900 });
    expect(classifyReply(wire, "forward")).toEqual({
      type: "transient",
      code: "unavailable",
      retryAfterMs: 900,
    });
  });

  test("may not ask for more than an hour", () => {
    expect(classifyReply(response(429, { retryAfterMs: 1e12 }), "forward")).toEqual({
      type: "transient",
      code: "http_429",
      retryAfterMs: 3_600_000,
    });
  });

  test("without a hint is retried at our own pace", () => {
    expect(classifyReply(response(429), "undo")).toEqual({ type: "transient", code: "http_429" });
  });
});

describe("what is not documented", () => {
  test.each([500, 502, 503, 504, 408, 409, 410, 418, 422])("a bare %i is unknown", (status) => {
    for (const kind of WRITES) {
      expect(classifyReply(response(status), kind)).toEqual({
        type: "unknown",
        code: `http_${status}`,
      });
    }
    expect(classifyReply(response(status), "read").type).toBe("transient");
  });

  test("a 503 that does not say retryable is unknown", () => {
    expect(classifyReply(refusal(503, "unavailable"), "forward")).toEqual({
      type: "unknown",
      code: "unavailable",
    });
  });

  test("a code we never saw does not cancel an order, nor does one named like a built-in", () => {
    for (const code of ["new_rule", "constructor", "to_string"]) {
      expect(classifyReply(refusal(422, code), "forward")).toEqual({ type: "unknown", code });
    }
  });

  test("a code that may quote a person is not carried further", () => {
    for (const code of ["Ada Sample is not a patient", "__proto__ X", "a".repeat(65), ""]) {
      expect(classifyReply(refusal(422, code), "forward")).toEqual({
        type: "unknown",
        code: "unlisted_code",
      });
    }
  });
});
