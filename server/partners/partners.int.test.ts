import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "#sandbox/given-sandbox";
import { callerOf, ledgerPage, openSandbox, scratchDatabase, TOKEN } from "#sandbox/given-sandbox";
import type { Sandbox } from "#sandbox/start-sandbox";
import {
  CANCEL_DENIED_FAMILY_NAME,
  DROP_AFTER_FAMILY_NAME,
  OUT_OF_STOCK_NDC,
  UNDELIVERABLE_POSTAL_CODE,
  UNLICENSED_PRESCRIBER_NPI,
} from "./contract/catalogue.ts";
import type { PartnersConfig } from "./create-partners.ts";
import { createPartners } from "./create-partners.ts";
import { sampleCall, sampleLine, sampleOrder } from "./testing/sample-call.ts";
import type { PartnerJob, Partners, StepCall } from "./types.ts";

let database: Awaited<ReturnType<typeof scratchDatabase>>;
let sandbox: Sandbox;
let control: Caller;
let partners: Partners;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await scratchDatabase();
  sandbox = await openSandbox(database.url);
  control = callerOf(sandbox);
  partners = open();
});

afterEach(async () => {
  await control.delete("/__sandbox/scenarios");
});

afterAll(async () => {
  await partners.close();
  await sandbox.close();
  await database.drop();
  expect(errors).toEqual([]);
});

function open(overrides: Partial<PartnersConfig> = {}): Partners {
  const at = (name: string) => ({ url: `${sandbox.url}/${name}`, token: TOKEN });
  return createPartners({
    prescription: at("prescription"),
    inventory: at("inventory"),
    carrier: at("carrier"),
    smtpUrl: sandbox.smtpUrl,
    timeouts: {
      prescriptionMs: 1_500,
      inventoryMs: 1_500,
      carrierMs: 1_500,
      carrierLabelMs: 1_500,
      mailMs: 1_500,
    },
    onError: (error) => errors.push(error),
    ...overrides,
  });
}

/** A saga of its own for every test: references are for ever. */
function newCall(order: Partial<StepCall["order"]> = {}): StepCall {
  const sagaUuid: string = randomUUID();
  const orderNumber = `RX-${sagaUuid.slice(0, 8).toUpperCase()}`;
  return sampleCall({
    sagaUuid,
    order: sampleOrder({ orderUuid: randomUUID(), orderNumber, ...order }),
  });
}

const inDoubt = (call: StepCall): StepCall => ({ ...call, inDoubt: true });

/** What the partners did for one order, in order. */
async function effects(call: StepCall): Promise<string[]> {
  const { body } = await control.get("/__sandbox/ledger");
  return ledgerPage
    .parse(body)
    .entries.filter(({ orderNumber }) => orderNumber === call.order.orderNumber)
    .map(({ effect }) => effect);
}

async function stage(scenario: object): Promise<void> {
  const { status } = await control.post("/__sandbox/scenarios", scenario);
  expect(status).toBe(201);
}

const FORWARD = [
  {
    job: "create-prescription",
    undo: "cancel-prescription",
    partner: "prescription",
    operation: "create",
    effect: "created",
    undoEffect: "cancelled",
  },
  {
    job: "reserve-inventory",
    undo: "release-inventory",
    partner: "inventory",
    operation: "create",
    effect: "reserved",
    undoEffect: "released",
  },
  {
    job: "initiate-shipment",
    undo: "void-shipment",
    partner: "carrier",
    operation: "label",
    effect: "purchased",
    undoEffect: "voided",
  },
] as const satisfies {
  job: PartnerJob;
  undo: PartnerJob;
  partner: string;
  operation: string;
  effect: string;
  undoEffect: string;
}[];

describe.each(FORWARD)("$job", ({ job, undo, partner, operation, effect, undoEffect }) => {
  const run = (call: StepCall) => partners.steps[job](call);

  test("has one effect, however often it is sent", async () => {
    const call = newCall();
    const first = await run(call);
    expect(first).toMatchObject({ type: "succeeded", reference: expect.any(String) });
    expect(await run(call)).toEqual(first);
    expect(await run(inDoubt(call))).toEqual(first);
    expect(await effects(call)).toEqual([effect]);
  });

  test("is undone by reference, and undone again without a second effect", async () => {
    const call = newCall();
    await run(call);
    expect(await partners.steps[undo](call)).toMatchObject({ type: "succeeded" });
    expect(await partners.steps[undo](inDoubt(call))).toMatchObject({ type: "succeeded" });
    expect(await effects(call)).toEqual([effect, undoEffect]);
  });

  test("cannot happen any more once it was undone before it came", async () => {
    const call = newCall();
    expect(await partners.steps[undo](call)).toEqual({
      type: "succeeded",
      reference: null,
      nothingToUndo: true,
    });
    for (const late of [call, inDoubt(call)]) {
      expect(await run(late)).toEqual({ type: "rejected", code: "reference_cancelled" });
    }
    expect(await effects(call)).not.toContain(effect);
  });

  test.each(["drop_after", "malformed_200", "wrong_schema_200"])(
    "R-07 R-10 whose answer is lost by %s is unknown, then found and adopted",
    async (behaviour) => {
      const call = newCall();
      await stage({ partner, operation, behaviour, match: call.sagaUuid });
      expect((await run(call)).type).toBe("unknown");
      expect(await run(inDoubt(call))).toMatchObject({ type: "succeeded" });
      expect(await effects(call)).toEqual([effect]);
    },
  );

  test("that was cut off before it arrived is unknown, then not found and sent again", async () => {
    const call = newCall();
    await stage({ partner, operation, behaviour: "drop_before", match: call.sagaUuid });
    expect(await run(call)).toEqual({ type: "unknown", code: "connection_lost" });
    expect(await run(inDoubt(call))).toMatchObject({ type: "succeeded" });
    expect(await effects(call)).toEqual([effect]);
  });

  test("stays unknown and sends nothing while the look-up is down", async () => {
    const call = inDoubt(newCall());
    await stage({
      partner,
      operation: "lookup",
      behaviour: "drop_before",
      match: call.sagaUuid,
      times: 2,
    });
    expect((await run(call)).type).toBe("unknown");
    expect((await run(call)).type).toBe("unknown");
    expect(await effects(call)).toEqual([]);
    expect(await run(call)).toMatchObject({ type: "succeeded" });
  });

  test("R-09 that arrives after its undo is refused by the tombstone", async () => {
    const call = newCall();
    await stage({ partner, operation, behaviour: "late_arrival", ms: 200, match: call.sagaUuid });
    expect((await run(call)).type).toBe("unknown");
    await partners.steps[undo](inDoubt(call));
    // The same answer after the late one has come in as before it.
    await expect
      .poll(() => run(inDoubt(call)), { interval: 100 })
      .toMatchObject({
        type: "rejected",
        code: "reference_cancelled",
      });
    expect(await effects(call)).not.toContain(effect);
  });

  test("given up while it hangs is unknown", async () => {
    const call = newCall();
    await stage({ partner, operation, behaviour: "hang", match: call.sagaUuid });
    const signal = AbortSignal.timeout(700);
    expect(await run({ ...call, signal })).toEqual({ type: "unknown", code: "aborted" });
  });

  test.each([
    ["config_401", { type: "misconfigured", scope: "partner", code: "unauthorized" }],
    ["unavailable", { type: "transient", code: "unavailable", retryAfterMs: 3_000 }],
    ["rate_limit", { type: "transient", code: "rate_limited", retryAfterMs: 3_000 }],
  ])("met with %s had no effect and says so", async (behaviour, expected) => {
    const call = newCall();
    await stage({ partner, operation, behaviour, retryAfterSeconds: 3, match: call.sagaUuid });
    expect(await run(call)).toEqual(expected);
    expect(await effects(call)).toEqual([]);
  });

  test("that is only accepted is polled until it is done", async () => {
    const call = newCall();
    await stage({ partner, operation, behaviour: "pending_then", ms: 300, match: call.sagaUuid });
    expect(await run(call)).toMatchObject({ type: "pending", pollAfterMs: expect.any(Number) });
    await expect.poll(() => run(call), { interval: 100 }).toMatchObject({ type: "succeeded" });
    expect(await effects(call)).toEqual([effect]);
  });

  test.each([false, true])("that is only accepted may be refused (in doubt: %s)", async (doubt) => {
    const call = { ...newCall(), inDoubt: doubt };
    const code = {
      prescription: "interaction_hold",
      inventory: "item_recalled",
      carrier: "weight_limit",
    };
    await stage({
      partner,
      operation,
      behaviour: "pending_then",
      ms: 200,
      code: code[partner],
      match: call.sagaUuid,
    });
    expect(await run(call)).toMatchObject({ type: "pending" });
    await expect
      .poll(() => run(call), { interval: 100 })
      .toEqual({
        type: "rejected",
        code: code[partner],
      });
  });

  test("never takes the answer of the call before it, sent twice, for its own", async () => {
    await stage({ partner, operation, behaviour: "duplicate_response", times: 20 });
    const calls = Array.from({ length: 20 }, () => newCall());
    const references = [];
    for (const call of calls) {
      const reply = await run(call);
      references.push(reply.type === "succeeded" ? reply.reference : reply.type);
    }
    const claimed = references.filter((reference) => reference !== "unknown");
    expect(new Set(claimed).size).toBe(claimed.length);
    for (const [i, call] of calls.entries()) {
      expect(await run(inDoubt(call))).toMatchObject(
        references[i] === "unknown" ? { type: "succeeded" } : { reference: references[i] },
      );
    }
  });
});

describe("a partner with another key or another address", () => {
  test("is misconfigured, whatever the job", async () => {
    const wrongKey = { url: `${sandbox.url}/carrier`, token: "wrong" };
    const wrongPath = { url: `${sandbox.url}/elsewhere`, token: TOKEN };
    const misled = open({ prescription: wrongPath, inventory: wrongPath, carrier: wrongKey });
    for (const [job, step] of Object.entries(misled.steps)) {
      const code = job.endsWith("shipment") ? "unauthorized" : "route_not_found";
      expect(await step(newCall())).toEqual({ type: "misconfigured", scope: "partner", code });
    }
    await misled.close();
  });
});

describe("an order that a partner does not want", () => {
  test("names a prescriber without a licence", async () => {
    const prescriber = { npi: UNLICENSED_PRESCRIBER_NPI, name: "Dr Example" };
    const call = newCall({ lines: [sampleLine({ prescriber })] });
    expect(await partners.steps["create-prescription"](call)).toEqual({
      type: "rejected",
      code: "prescriber_not_licensed",
    });
  });

  test("asks for what is out of stock", async () => {
    const call = newCall({ lines: [sampleLine({ ndc: OUT_OF_STOCK_NDC, quantity: 1 })] });
    expect(await partners.steps["reserve-inventory"](call)).toEqual({
      type: "rejected",
      code: "insufficient_stock",
    });
  });

  test("goes where the carrier does not", async () => {
    const shipTo = { ...sampleOrder().shipTo, postalCode: UNDELIVERABLE_POSTAL_CODE };
    expect(await partners.steps["initiate-shipment"](newCall({ shipTo }))).toEqual({
      type: "rejected",
      code: "address_undeliverable",
    });
  });
});

describe("an order with a difficult name", () => {
  const withFamilyName = (familyName: string) =>
    newCall({ patient: { ...sampleOrder().patient, familyName } });

  test("whose label's first answer is lost gets that label", async () => {
    const call = withFamilyName(DROP_AFTER_FAMILY_NAME);
    expect(await partners.steps["initiate-shipment"](call)).toEqual({
      type: "unknown",
      code: "connection_lost",
    });
    expect(await partners.steps["initiate-shipment"](inDoubt(call))).toMatchObject({
      type: "succeeded",
      trackingNumber: expect.any(String),
    });
    expect(await effects(call)).toEqual(["purchased"]);
  });

  test("whose medicine is already dispensed cannot be undone", async () => {
    const call = withFamilyName(CANCEL_DENIED_FAMILY_NAME);
    await partners.steps["create-prescription"](call);
    expect(await partners.steps["cancel-prescription"](call)).toEqual({
      type: "rejected",
      code: "already_dispensed",
    });
  });
});

describe("an undo", () => {
  test.each([
    ["cancel-prescription", "prescription", "cancel_denied", "already_dispensed"],
    ["release-inventory", "inventory", "cancel_denied", "already_committed"],
    ["void-shipment", "carrier", "void_refused", "already_scanned"],
  ] as const)("%s that is refused tells why", async (job, partner, behaviour, code) => {
    const call = newCall();
    await stage({ partner, operation: "cancel", behaviour, match: call.sagaUuid });
    expect(await partners.steps[job](call)).toEqual({ type: "rejected", code });
  });

  test.each(FORWARD)("of $job whose answer is lost is repeated without harm", async (step) => {
    const call = newCall();
    await partners.steps[step.job](call);
    const { partner } = step;
    await stage({ partner, operation: "cancel", behaviour: "drop_after", match: call.sagaUuid });
    expect((await partners.steps[step.undo](call)).type).toBe("unknown");
    expect(await partners.steps[step.undo](inDoubt(call))).toMatchObject({ type: "succeeded" });
    expect(await effects(call)).toEqual([step.effect, step.undoEffect]);
  });
});

test("a reservation that expired is not held again under its reference", async () => {
  const call = newCall();
  const match = call.sagaUuid;
  await stage({
    partner: "inventory",
    operation: "create",
    behaviour: "reservation_expires",
    ms: 50,
    match,
  });
  await partners.steps["reserve-inventory"](call);
  await expect
    .poll(() => partners.steps["reserve-inventory"](inDoubt(call)), { interval: 100 })
    .toEqual({ type: "rejected", code: "reservation_expired" });
});

describe("a notice", () => {
  const notify = (call: StepCall) =>
    partners.notify(
      { kind: "shipped", order: call.order, trackingNumber: "1Z999", causeCode: null },
      new AbortController().signal,
    );

  test("is sent once, also when it is sent again", async () => {
    const call = newCall();
    expect(await notify(call)).toEqual({ type: "sent" });
    expect(await notify(call)).toEqual({ type: "sent" });
    expect(await effects(call)).toEqual(["sent"]);
  });

  test.each([
    ["transient", { type: "transient", code: "smtp_451" }],
    ["permanent", { type: "undeliverable", code: "smtp_550" }],
    ["drop_after", { type: "unknown", code: "smtp_connection_lost" }],
    ["hang", { type: "unknown", code: "smtp_connection_lost" }],
  ])("met with %s is told as such", async (behaviour, expected) => {
    const call = newCall();
    const match = call.order.orderNumber;
    await stage({ partner: "notifications", behaviour, match });
    expect(await notify(call)).toEqual(expected);
    await notify(call);
    expect(await effects(call)).toEqual(["sent"]);
  });
});

test("the sandbox saw no second live effect under one reference", async () => {
  const { body } = await control.get("/__sandbox/health");
  expect(body).toMatchObject({ invariantViolations: 0 });
});
