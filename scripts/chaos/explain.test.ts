import { describe, expect, test } from "vitest";
import { explainCancellation, explainPark, explainUntold, type Park } from "./explain.ts";
import type { Behaviour, FaultPartner, Injection } from "./faults.ts";

const T = 1_000_000;

function misbehaved(
  partner: FaultPartner,
  behaviour: Behaviour,
  fromMs = T,
  toMs = T + 5_000,
): Injection {
  return {
    status: "injected",
    fault: { type: "misbehave", scenario: { partner, behaviour } },
    fromMs,
    toMs,
    seen: { type: "misbehaved", met: true },
  };
}

const killedSandbox: Injection = {
  status: "injected",
  fault: { type: "kill_sandbox" },
  fromMs: T,
  toMs: T + 2_000,
  seen: { type: "nothing" },
};

const SAGA = "01a20000-0000-7000-8000-0000000000a7";

const park = (more: Partial<Park>): Park => ({
  sagaUuid: SAGA,
  reason: "COMPENSATION_REFUSED",
  step: "inventory",
  code: "already_committed",
  story: "completes",
  placedAtMs: T - 8_000,
  atMs: T + 1_000,
  ...more,
});

describe("an order that is parked", () => {
  test("for a refused undo is explained by a refusal at that partner and time", () => {
    const denied = misbehaved("inventory", "cancel_denied");
    expect(explainPark(park({}), [denied])).toBe("cancel_denied");
    expect(explainPark(park({ step: "prescription" }), [denied])).toBeNull();
    expect(explainPark(park({ atMs: T - 1 }), [denied])).toBeNull();
    expect(explainPark(park({ atMs: T + 60_000 }), [denied])).toBeNull();
    expect(explainPark(park({}), [misbehaved("inventory", "drop_after")])).toBeNull();
  });

  test("for a refused undo is explained by a refusal that was meant for it", () => {
    const meantFor = (match: string): Injection => ({
      ...misbehaved("inventory", "cancel_denied"),
      fault: {
        type: "misbehave",
        scenario: { partner: "inventory", behaviour: "cancel_denied", match },
      },
    });
    expect(explainPark(park({}), [meantFor("a7:inventory")])).toBe("cancel_denied");
    expect(explainPark(park({}), [meantFor("b7:inventory")])).toBeNull();
  });

  test("for a refused undo is explained by what it is, where its medicine was dispensed", () => {
    const dispensed = park({ step: "prescription", story: "undo_refused" });
    expect(explainPark(dispensed, [])).toBe("undo_refused");
    expect(explainPark({ ...dispensed, step: "inventory" }, [])).toBeNull();
  });

  test("in doubt is explained by whatever left a doubt since it was placed", () => {
    const unknown = park({ reason: "OUTCOME_UNKNOWN", step: "shipment", code: "timeout" });
    expect(explainPark(unknown, [misbehaved("carrier", "hang", T - 9_000, T - 5_000)])).toBe(
      "hang",
    );
    expect(explainPark(unknown, [killedSandbox])).toBe("kill_sandbox");
    expect(explainPark(unknown, [misbehaved("carrier", "void_refused")])).toBe("void_refused");
    expect(explainPark(unknown, [misbehaved("carrier", "reject")])).toBeNull();
    expect(explainPark(unknown, [misbehaved("inventory", "hang")])).toBeNull();
  });

  test("for a wrong key is never explained: that is over, and the order must have gone on", () => {
    const misconfigured = park({ reason: "PARTNER_MISCONFIGURED", code: "unauthorized" });
    expect(explainPark(misconfigured, [misbehaved("inventory", "config_401")])).toBeNull();
  });

  test("for a fault that was planned and did not come about is not explained", () => {
    const { fault } = misbehaved("inventory", "cancel_denied");
    expect(explainPark(park({}), [{ status: "not_injected", fault, why: "away" }])).toBeNull();
  });
});

describe("an order that was cancelled", () => {
  const cancelled = (more: Partial<Parameters<typeof explainCancellation>[0]>) => ({
    sagaUuid: SAGA,
    story: "completes" as const,
    step: "inventory" as const,
    code: "item_recalled",
    placedAtMs: T - 8_000,
    atMs: T + 1_000,
    undoAsked: false,
    ...more,
  });

  test("is explained by its own story", () => {
    const outOfStock = cancelled({ story: "out_of_stock", code: "insufficient_stock" });
    expect(explainCancellation(outOfStock, [])).toBe("out_of_stock");
    expect(explainCancellation({ ...outOfStock, story: "completes" }, [])).toBeNull();
  });

  test("is explained by a refusal that was ordered", () => {
    expect(explainCancellation(cancelled({}), [misbehaved("inventory", "reject")])).toBe("reject");
    expect(explainCancellation(cancelled({}), [misbehaved("inventory", "hang")])).toBeNull();
  });

  test("is explained by a refusal that was decided later, however late it was heard", () => {
    const heardLate = cancelled({ atMs: T + 60_000 });
    const pending = (code: string | null) => {
      const scenario = { partner: "inventory", behaviour: "pending_then" } as const;
      const fault = {
        type: "misbehave",
        scenario: { ...scenario, ...(code && { code }) },
      } as const;
      return { ...misbehaved("inventory", "pending_then"), fault };
    };
    expect(explainCancellation(heardLate, [pending("item_recalled")])).toBe("pending_then");
    expect(explainCancellation(heardLate, [pending(null)])).toBeNull();
    const placedLater = { ...heardLate, placedAtMs: T + 50_000 };
    expect(explainCancellation(placedLater, [pending("item_recalled")])).toBeNull();
    expect(explainCancellation(heardLate, [misbehaved("inventory", "reject")])).toBeNull();
  });

  test("is explained by a wish to undo it, if there was one", () => {
    const asked = cancelled({ code: "cancel_requested", undoAsked: true });
    expect(explainCancellation(asked, [])).toBe("undo");
    expect(explainCancellation({ ...asked, undoAsked: false }, [])).toBeNull();
  });

  test("after too many doubts is explained by what made them", () => {
    const doubted = cancelled({ code: "connection_lost" });
    expect(explainCancellation(doubted, [misbehaved("inventory", "drop_before")])).toBe(
      "drop_before",
    );
    expect(explainCancellation(doubted, [])).toBeNull();
  });
});

describe("a customer who was not told", () => {
  test("is explained by a mailbox that does not exist, or by doubt about the message", () => {
    const at = { atMs: T + 1_000 };
    const permanent = misbehaved("notifications", "permanent");
    expect(explainUntold({ ...at, code: "smtp_550" }, [permanent])).toBe("permanent");
    expect(explainUntold({ ...at, code: "smtp_connection_lost" }, [permanent])).toBeNull();
    const dropped = misbehaved("notifications", "drop_after");
    expect(explainUntold({ ...at, code: "smtp_connection_lost" }, [dropped])).toBe("drop_after");
  });
});
