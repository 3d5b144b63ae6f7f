import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type Caller,
  callerOf,
  effectsOf,
  ledgerPage,
  newSaga,
  openSandbox,
  prescriptionOf,
  scratchDatabase,
  TOKEN,
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

const inDatabase = async (statement: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement, values);
  await client.end();
};

describe("a wrong call", () => {
  test("without the token is 401 and does nothing", async () => {
    const stranger = callerOf(sandbox, "wrong");
    const answer = await stranger.post("/prescription/v1/prescriptions", prescriptionOf(newSaga()));
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  });

  test("whose Idempotency-Key is not its reference is 400 and does nothing", async () => {
    const saga = newSaga();
    const response = await fetch(`${sandbox.url}/prescription/v1/prescriptions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "content-type": "application/json",
        "idempotency-key": "another",
      },
      body: JSON.stringify(prescriptionOf(saga)),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "schema_invalid" });
    expect(await effectsOf(caller, saga)).toEqual([]);
  });

  test("to an unknown endpoint is 404 route_not_found", async () => {
    expect(await caller.get("/prescription/v2/prescriptions")).toMatchObject({
      status: 404,
      body: { code: "route_not_found" },
    });
  });

  test("with a body outside the contract names the place and not the value", async () => {
    const request = { ...prescriptionOf(newSaga()), orderNumber: 17, surprise: "secret-value" };
    const answer = await caller.post("/prescription/v1/prescriptions", request);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "schema_invalid", errors: [{ pointer: "/orderNumber" }, { pointer: "" }] },
    });
    expect(JSON.stringify(answer.body)).not.toContain("secret-value");
  });

  test.each([
    [{ partner: "carrier", behaviour: "explode" }, "/behaviour"],
    [{ partner: "carrier", behaviour: "cancel_denied" }, "/behaviour"],
    [{ partner: "prescription", operation: "label", behaviour: "ok" }, "/operation"],
    [{ partner: "prescription", behaviour: "ok", times: 0 }, "/times"],
    [{ partner: "prescription", behaviour: "ok", hurry: true }, ""],
  ])("that asks for the scenario %j is 400", async (scenario, pointer) => {
    const answer = await caller.post("/__sandbox/scenarios", scenario);
    expect(answer).toMatchObject({ status: 400, body: { code: "schema_invalid" } });
    const { errors } = z
      .object({ errors: z.array(z.object({ pointer: z.string() })) })
      .parse(answer.body);
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });

  test("that sets the stock of nothing is 404", async () => {
    const answer = await caller.post("/__sandbox/stock", { ndc: "00000-0000-00", stock: 1 });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

test("scenarios are listed and removed one by one", async () => {
  const scenario = { partner: "carrier", behaviour: "unavailable", match: "nobody" };
  const { body } = await caller.post("/__sandbox/scenarios", scenario);
  const { id } = z.object({ id: z.string() }).parse(body);
  expect((await caller.get("/__sandbox/scenarios")).body).toMatchObject({
    scenarios: [{ id, behaviour: "unavailable", remaining: 1 }],
  });
  expect((await caller.delete(`/__sandbox/scenarios/${id}`)).status).toBe(204);
  expect((await caller.delete(`/__sandbox/scenarios/${id}`)).status).toBe(404);
});

test("a reader who goes on from the last seq of the ledger misses nothing", async () => {
  const sagas = Array.from({ length: 120 }, newSaga);
  let isWriting = true;
  const writes = Promise.all(
    sagas.map((saga) => caller.post("/prescription/v1/prescriptions", prescriptionOf(saga))),
  ).finally(() => {
    isWriting = false;
  });
  const seen: string[] = [];
  let after = 0;
  for (let isLast = false; !isLast; ) {
    isLast = !isWriting;
    const { body } = await caller.get(`/__sandbox/ledger?after=${after}`);
    for (const entry of ledgerPage.parse(body).entries) {
      expect(entry.seq).toBeGreaterThan(after);
      after = entry.seq;
      seen.push(entry.orderNumber);
    }
  }
  await writes;
  expect(seen).toEqual(expect.arrayContaining(sagas.map((saga) => saga.orderNumber)));
  expect(new Set(seen).size).toBe(seen.length);
});

test("an effect that would happen twice is a 500, is written down, and spoils no other call", async () => {
  const broken = newSaga();
  await inDatabase(
    `insert into sandbox.ledger (at, partner, effect, client_reference, object_id, order_number)
     values (now(), 'prescription', 'created', $1, null, $2)`,
    [`${broken.sagaUuid}:prescription`, broken.orderNumber],
  );
  const answers = await Promise.all(
    [newSaga(), broken, newSaga(), newSaga()].map((saga) =>
      caller.post("/prescription/v1/prescriptions", prescriptionOf(saga)),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual([201, 500, 201, 201]);
  expect(answers[1]?.body).toMatchObject({ code: "invariant_violation" });
  expect((await caller.get("/__sandbox/health")).body).toMatchObject({ invariantViolations: 1 });
});

test("the sandbox outlives the loss of its database connections", async () => {
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'backstitch-sandbox' and datname = $1`,
    [new URL(database.url).pathname.slice(1)],
  );
  await admin.end();
  const saga = newSaga();
  const first = await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga));
  expect([201, 503]).toContain(first.status);
  const second = await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga));
  expect([200, 201]).toContain(second.status);
});

test("a role that owns its schema and nothing else is enough", async () => {
  const own = await scratchDatabase();
  const name = new URL(own.url).pathname.slice(1);
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  await client.query(`create role ${name} login password 'sandbox'`);
  await client.query(`create schema sandbox authorization ${name}`);
  const url = new URL(own.url);
  url.username = name;
  url.password = "sandbox";
  const small = await openSandbox(url.href);
  const answer = await callerOf(small).post(
    "/prescription/v1/prescriptions",
    prescriptionOf(newSaga()),
  );
  expect(answer.status).toBe(201);
  await small.close();
  await client.query(`drop schema sandbox cascade; drop role ${name}`);
  await client.end();
  await own.drop();
});
