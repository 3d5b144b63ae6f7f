import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { staffActions } from "#db/schema/index";
import {
  type Caller,
  callerOf,
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
const prescribe = async () =>
  (await caller.post("/prescription/v1/prescriptions", prescriptionOf(newSaga()))).status;
const lookUp = async () =>
  (await caller.get("/prescription/v1/prescriptions?clientReference=none")).status;

describe("a fault that is injected", () => {
  test("takes requests and look-ups down for its time, and is listed until it is cleared", async () => {
    await inject("outage", 60);
    expect([await prescribe(), await lookUp()]).toEqual([503, 503]);
    expect((await listFaults(services())).active).toMatchObject([
      { partner: "prescription", title: "Is down", requestsLeft: null, endsAt: expect.any(String) },
    ]);
    expect(await clearFaults(services(), { partner: "prescription", by: "luis" })).toEqual({
      cleared: 2,
    });
    expect([await prescribe(), await lookUp()]).toEqual([201, 200]);
    expect((await listFaults(services())).active).toEqual([]);
  });

  test("meets as many requests as were asked for", async () => {
    await inject("refuse", 2);
    expect([await prescribe(), await prescribe(), await prescribe()]).toEqual([422, 422, 201]);
  });

  test("at one partner is no matter of another, also when that one is cleared", async () => {
    await inject("wrong_key", 5);
    await clearFaults(services(), { partner: "carrier", by: "luis" });
    expect(await prescribe()).toBe(401);
  });

  test("stands in the record with who did it", async () => {
    await inject("outage", 30);
    const rows = await world.db.select().from(staffActions);
    expect(rows.at(-1)).toMatchObject({
      kind: "fault_injected",
      actorId: "luis",
      subject: "prescription",
      details: { fault: "outage", amount: 30 },
    });
  });

  test("is refused where it is not offered or too long", async () => {
    await expect(inject("outage", 601)).rejects.toMatchObject({ code: "invalid_request" });
    const mail = { partner: "notifications", kind: "wrong_key", amount: 1, by: "luis" } as const;
    await expect(injectFault(services(), mail)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("each one that is offered is known to the sandbox", async () => {
    for (const { partner, choices } of (await listFaults(services())).partners) {
      for (const { kind, usual } of choices) {
        await injectFault(services(), { partner, kind, amount: usual, by: "luis" });
      }
    }
    const { active } = await listFaults(services());
    expect(active.map(({ title }) => title)).not.toContain("Misbehaves as a test asked");
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
    expect((await listFaults(services())).active).toEqual([]);
  });

  test("is all that there is without a sandbox", async () => {
    const { partners, active } = await listFaults(services({ SANDBOX_URL: undefined }));
    expect([partners, active]).toEqual([[], []]);
  });
});

test("a sandbox that does not answer is told as such, and nothing is recorded", async () => {
  const before = (await world.db.select().from(staffActions)).length;
  const away = services({ SANDBOX_URL: "http://127.0.0.1:9", PARTNER_CARRIER_URL: undefined });
  const wish = { partner: "carrier", kind: "outage", amount: 1, by: "luis" } as const;
  await expect(injectFault(away, wish)).rejects.toMatchObject({ code: "unavailable" });
  expect(await world.db.select().from(staffActions)).toHaveLength(before);
});
