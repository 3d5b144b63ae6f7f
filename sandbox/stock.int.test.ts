import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { partnerProblem } from "#server/partners/contract/problem";
import {
  type Caller,
  callerOf,
  newSaga,
  openSandbox,
  reservationOf,
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

const catalogue = z.object({ items: z.array(z.object({ ndc: z.string(), stock: z.number() })) });

async function stockOf(ndc: string): Promise<number | undefined> {
  const { body } = await caller.get("/__sandbox/catalogue");
  return catalogue.parse(body).items.find((item) => item.ndc === ndc)?.stock;
}

test("R-18 a thousand reservations for a hundred units hold exactly a hundred", async () => {
  const ndc = "61023-0110-90";
  await caller.post("/__sandbox/stock", { ndc, stock: 100 });
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () =>
      caller.post("/inventory/v1/reservations", reservationOf(newSaga(), 1, ndc)),
    ),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(100);
  const refusals = answers.filter((answer) => answer.status === 409);
  expect(refusals).toHaveLength(900);
  expect(partnerProblem.parse(refusals[0]?.body)).toMatchObject({
    code: "insufficient_stock",
    lines: [{ lineId: "L1", requested: 1, available: 0 }],
  });
  expect(await stockOf(ndc)).toBe(0);
}, 30_000);

test("two sandboxes on one database do not oversell either", async () => {
  const ndc = "61023-0111-90";
  const twin = await openSandbox(database.url);
  await caller.post("/__sandbox/stock", { ndc, stock: 20 });
  const callers = [caller, callerOf(twin)];
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => callers).flatMap((pair) =>
      pair.map((one) => one.post("/inventory/v1/reservations", reservationOf(newSaga(), 1, ndc))),
    ),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(20);
  expect(await stockOf(ndc)).toBe(0);
  await twin.close();
});

test("two lines of one package are refused when only their sum is too much", async () => {
  const ndc = "61023-0120-60";
  await caller.post("/__sandbox/stock", { ndc, stock: 10 });
  const request = reservationOf(newSaga(), 6, ndc);
  const lines = [...request.lines, { lineId: "L2", ndc, quantity: 6, unit: "EA" }];
  const answer = await caller.post("/inventory/v1/reservations", { ...request, lines });
  expect(answer).toMatchObject({
    status: 409,
    body: {
      lines: [
        { lineId: "L1", requested: 6, available: 10 },
        { lineId: "L2", requested: 6, available: 4 },
      ],
    },
  });
  expect(await stockOf(ndc)).toBe(10);
});

test("a released reservation gives its stock back, a committed one does not", async () => {
  const ndc = "61023-0121-60";
  await caller.post("/__sandbox/stock", { ndc, stock: 10 });
  const released = newSaga();
  const committed = newSaga();
  await caller.post("/inventory/v1/reservations", reservationOf(released, 2.5, ndc));
  const { body } = await caller.post(
    "/inventory/v1/reservations",
    reservationOf(committed, 3, ndc),
  );
  const { reservationId } = z.object({ reservationId: z.string() }).parse(body);
  const cancel = (saga: ReturnType<typeof newSaga>) =>
    caller.post("/inventory/v1/reservations/cancel-by-reference", {
      clientReference: `${saga.sagaUuid}:inventory`,
      orderNumber: saga.orderNumber,
    });
  expect((await cancel(released)).body).toEqual({ status: "released" });
  const commit = await caller.post(`/inventory/v1/reservations/${reservationId}/commit`, {
    clientReference: `${committed.sagaUuid}:inventory`,
    orderNumber: committed.orderNumber,
  });
  expect(commit).toMatchObject({ status: 200, body: { status: "committed" } });
  expect(await cancel(committed)).toMatchObject({
    status: 409,
    body: { code: "already_committed" },
  });
  expect(await stockOf(ndc)).toBe(7);
});
