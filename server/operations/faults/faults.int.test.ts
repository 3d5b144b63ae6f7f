import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client";
import { staffActions } from "#db/schema/index";
import {
  type Caller,
  callerOf,
  effectsOf,
  newSaga,
  openSandbox,
  prescriptionOf,
  scratchDatabase,
} from "#sandbox/given-sandbox";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";
import { clearFaults } from "./clear-faults.ts";
import { injectFault } from "./inject-fault.ts";
import { listFaults } from "./list-faults.ts";
import type { FaultKind } from "./views.ts";

let scratch: Awaited<ReturnType<typeof scratchDatabase>>;
let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let caller: Caller;
let world: ConsoleWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
  sandbox = await openSandbox(scratch.url);
  caller = callerOf(sandbox);
  world = await openConsoleWorld();
});
afterAll(async () => {
  await world.close();
  await sandbox.close();
  await scratch.drop();
});
afterEach(async () => {
  await caller.delete("/__sandbox/scenarios");
});

const services = (env: object = {}) => ({
  db: world.db,
  env: {
    SANDBOX_URL: sandbox.url,
    PARTNER_PRESCRIPTION_URL: `${sandbox.url}/prescription`,
    PARTNER_INVENTORY_URL: `${sandbox.url}/inventory`,
    PARTNER_CARRIER_URL: `${sandbox.url}/carrier`,
    SMTP_URL: sandbox.smtpUrl,
    ...env,
  },
});
const inject = (
  kind: FaultKind,
  amount: number,
  partner: "prescription" | "carrier" = "prescription",
) => injectFault(services(), { partner, kind, amount, by: "luis" });
const prescribe = async (saga = newSaga()) =>
  (await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga))).status;
/** What the partner answered, "cut" for nothing, and what it has done. */
async function prescribeAndLook() {
  const saga = newSaga();
  const answer = await prescribe(saga).catch(() => "cut");
  return [answer, await effectsOf(caller, saga)];
}
const active = async () => (await listFaults(services())).active;
const lastRecord = async () => (await world.db.select().from(staffActions)).at(-1);
const lookUp = async () =>
  (await caller.get("/prescription/v1/prescriptions?clientReference=none")).status;

describe("a fault that is injected", () => {
  test("takes requests and look-ups down for its time, and is listed until it is cleared", async () => {
    await inject("outage", 60);
    expect([await prescribe(), await lookUp()]).toEqual([503, 503]);
    expect(await active()).toMatchObject([
      { partner: "prescription", title: "Is down", requestsLeft: null },
    ]);
    const [{ since, endsAt } = { since: "", endsAt: "" }] = await active();
    expect(Date.parse(endsAt ?? "") - Date.parse(since)).toBe(60_000);
    expect(await clearFaults(services(), { partner: "prescription", by: "luis" })).toEqual({
      cleared: 2,
    });
    expect([await prescribe(), await lookUp()]).toEqual([201, 200]);
    expect(await active()).toEqual([]);
  });

  test("meets as many requests as were asked for, and tells how many are left", async () => {
    await inject("refuse", 2);
    expect(await prescribe()).toBe(422);
    expect(await active()).toMatchObject([{ title: "Refuses", requestsLeft: 1, endsAt: null }]);
    expect([await prescribe(), await prescribe()]).toEqual([422, 201]);
    expect(await active()).toEqual([]);
  });

  test.each([
    ["refuse", 422, []],
    ["wrong_key", 401, []],
    ["cut", "cut", []],
    ["lost_answer", "cut", ["created"]],
  ] as const)("of kind %s is answered %s, with the effects %j", async (kind, answer, effects) => {
    await inject(kind, 1);
    expect(await prescribeAndLook()).toEqual([answer, effects]);
    expect(await prescribeAndLook()).toEqual([201, ["created"]]);
  });

  test("of a wrong key meets look-ups as well", async () => {
    await inject("wrong_key", 1);
    expect([await lookUp(), await lookUp()]).toEqual([401, 200]);
  });

  test("of slowness holds each answer back for three seconds", async () => {
    await inject("slow", 4);
    expect((await caller.get("/__sandbox/scenarios")).body).toMatchObject({
      scenarios: [{ partner: "prescription", behaviour: "latency", ms: 3_000, remaining: 4 }],
    });
  });

  test("at the mail server refuses the mailbox for good", async () => {
    const wish = { partner: "notifications", kind: "refuse", amount: 1, by: "luis" } as const;
    await injectFault(services(), wish);
    const mail = createTransport(sandbox.smtpUrl);
    const message = { from: "a@shop.example", to: "b@home.example", subject: "Your order" };
    await expect(mail.sendMail(message)).rejects.toMatchObject({ responseCode: 550 });
    mail.close();
  });

  test("that is over stands nowhere, also before the partner is asked again", async () => {
    await caller.post("/__sandbox/scenarios", {
      partner: "inventory",
      behaviour: "outage",
      seconds: 0,
    });
    expect(await active()).toEqual([]);
  });

  test("can be taken away by two at the same time", async () => {
    await inject("outage", 60);
    const clear = () => clearFaults(services(), { partner: "prescription", by: "luis" });
    await Promise.all([clear(), clear(), clear()]);
    expect(await active()).toEqual([]);
  });

  test("at one partner is no matter of another, also when that one is cleared", async () => {
    await inject("wrong_key", 5);
    await clearFaults(services(), { partner: "carrier", by: "luis" });
    expect(await prescribe()).toBe(401);
  });

  test("stands in the record with who did it", async () => {
    await inject("outage", 30);
    expect(await lastRecord()).toMatchObject({
      kind: "fault_injected",
      actorId: "luis",
      subject: "prescription",
      details: { fault: "outage", amount: 30 },
    });
    for (const cleared of [2, 0]) {
      const wish = { partner: "prescription", by: "dana" } as const;
      expect(await clearFaults(services(), wish)).toEqual({ cleared });
      // There was nothing to take away the second time.
      expect(await lastRecord()).toMatchObject({
        kind: "faults_cleared",
        actorId: "dana",
        subject: "prescription",
        details: { count: 2 },
      });
    }
    const rows = await world.db.select().from(staffActions);
    expect(rows.filter(({ actorId }) => actorId === "dana")).toHaveLength(1);
  });

  test("goes on for nobody when it cannot be recorded", async () => {
    const away = openDatabase({
      url: "postgres://nobody@127.0.0.1:1/nothing",
      maxConnections: 1,
      applicationName: "test",
      onIdleError: () => undefined,
    });
    const wish = { partner: "prescription", kind: "outage", amount: 60, by: "luis" } as const;
    await expect(injectFault({ ...services(), db: away.db }, wish)).rejects.toThrow();
    await away.close();
    expect(await active()).toEqual([]);
  });

  test("is refused where it is not offered or too long", async () => {
    await expect(inject("outage", 601)).rejects.toMatchObject({ code: "invalid_request" });
    const mail = { partner: "notifications", kind: "wrong_key", amount: 1, by: "luis" } as const;
    await expect(injectFault(services(), mail)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("each one that is offered is known to the sandbox, and listed by the name it is offered by", async () => {
    const { partners } = await listFaults(services());
    expect(partners).toHaveLength(4);
    for (const { partner, choices } of partners) {
      for (const { kind, usual } of choices) {
        await injectFault(services(), { partner, kind, amount: usual, by: "luis" });
      }
      const listed = (await active()).filter((fault) => fault.partner === partner);
      expect(listed.map(({ title }) => title)).toEqual(choices.map(({ title }) => title));
    }
  });
});

describe("what a tool has asked the sandbox for", () => {
  const ask = (scenario: object) =>
    caller.post("/__sandbox/scenarios", { partner: "inventory", ...scenario });

  test.each([
    ["unavailable", "Answers with error 503"],
    ["hang", "Misbehaves as a test asked"],
  ])("is listed too: %s as “%s”", async (behaviour, title) => {
    await ask({ behaviour });
    expect(await active()).toMatchObject([{ partner: "inventory", title }]);
  });

  test("of look-ups alone is listed", async () => {
    await ask({ behaviour: "outage", operation: "lookup" });
    expect(await active()).toMatchObject([{ partner: "inventory", title: "Is down" }]);
  });
});

describe("a real partner", () => {
  const real = () => services({ PARTNER_CARRIER_URL: "https://carrier.example/api" });

  test("is offered no fault and gets none", async () => {
    const { partners } = await listFaults(real());
    expect(partners.map(({ partner }) => partner)).not.toContain("carrier");
    const wish = { partner: "carrier", kind: "outage", amount: 1, by: "luis" } as const;
    await expect(injectFault(real(), wish)).rejects.toMatchObject({ code: "forbidden" });
    await expect(clearFaults(real(), { partner: "carrier", by: "luis" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await active()).toEqual([]);
    // The sandbox may still hold what was dialled while this partner was a bundled one.
    await inject("outage", 60, "carrier");
    expect((await listFaults(real())).active).toEqual([]);
  });

  test("is all that there is without a sandbox", async () => {
    expect(await listFaults(services({ SANDBOX_URL: undefined }))).toMatchObject({
      partners: [],
      active: [],
    });
  });
});

test("a sandbox that does not answer is told as such, and nothing is recorded", async () => {
  const before = (await world.db.select().from(staffActions)).length;
  const away = services({ SANDBOX_URL: "http://127.0.0.1:9", PARTNER_CARRIER_URL: undefined });
  const wish = { partner: "carrier", kind: "outage", amount: 1, by: "luis" } as const;
  await expect(injectFault(away, wish)).rejects.toMatchObject({ code: "unavailable" });
  expect(await world.db.select().from(staffActions)).toHaveLength(before);
});
