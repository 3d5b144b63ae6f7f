import nodemailer from "nodemailer";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type Caller,
  callerOf,
  effectsOf,
  ledgerPage,
  newSaga,
  openSandbox,
  scratchDatabase,
} from "./given-sandbox.ts";
import type { Sandbox } from "./start-sandbox.ts";

let database: Awaited<ReturnType<typeof scratchDatabase>>;
let sandbox: Sandbox;
let caller: Caller;

beforeAll(async () => {
  database = await scratchDatabase();
  sandbox = await openSandbox(database.url);
  caller = callerOf(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});
afterEach(async () => {
  await caller.delete("/__sandbox/scenarios");
});

async function send(saga: ReturnType<typeof newSaga>): Promise<unknown> {
  const transport = nodemailer.createTransport({ url: sandbox.smtpUrl, socketTimeout: 2_000 });
  try {
    return await transport.sendMail({
      from: "pharmacy@example.test",
      to: "person@example.test",
      subject: `Update on order ${saga.orderNumber}`,
      messageId: `<${saga.sagaUuid}.shipped@example.test>`,
      headers: { "X-Order-Number": saga.orderNumber },
      text: "canary-in-the-body",
    });
  } finally {
    transport.close();
  }
}
const scenario = (behaviour: string) =>
  caller.post("/__sandbox/scenarios", { partner: "notifications", behaviour });

test("a mail is sent once under its Message-ID, a repeat is taken and counted", async () => {
  const saga = newSaga();
  await send(saga);
  await send(saga);
  const { entries } = ledgerPage.parse((await caller.get("/__sandbox/ledger")).body);
  expect(entries.filter((entry) => entry.orderNumber === saga.orderNumber)).toMatchObject([
    {
      partner: "notifications",
      effect: "sent",
      clientReference: `${saga.sagaUuid}.shipped@example.test`,
    },
  ]);
  expect((await caller.get("/__sandbox/health")).body).toMatchObject({ repeatedMails: 1 });
});

test("the body of a mail is not kept", async () => {
  await send(newSaga());
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const kept = await client.query<{ row: string }>(
    "select o::text as row from sandbox.objects o where partner = 'notifications'",
  );
  await client.end();
  expect(kept.rows.length).toBeGreaterThan(0);
  for (const { row } of kept.rows) expect(row).not.toMatch(/canary|person@/);
});

test.each([
  ["transient", 451, []],
  ["permanent", 550, []],
])("%s is answered %i and sends nothing", async (behaviour, responseCode, effects) => {
  const saga = newSaga();
  await scenario(behaviour);
  await expect(send(saga)).rejects.toMatchObject({ responseCode });
  expect(await effectsOf(caller, saga)).toEqual(effects);
});

test("drop_after sends and cuts the connection; the repeat sends nothing more", async () => {
  const saga = newSaga();
  await scenario("drop_after");
  await expect(send(saga)).rejects.toThrow();
  expect(await effectsOf(caller, saga)).toEqual(["sent"]);
  await send(saga);
  expect(await effectsOf(caller, saga)).toEqual(["sent"]);
});

test("drop_before cuts the connection and sends nothing", async () => {
  const saga = newSaga();
  await scenario("drop_before");
  await expect(send(saga)).rejects.toThrow();
  expect(await effectsOf(caller, saga)).toEqual([]);
});
