import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shipmentLookupResponse } from "#server/partners/contract/carrier";
import { prescriptionResponse } from "#server/partners/contract/prescription";
import {
  type Caller,
  callerOf,
  effectsOf,
  labelOf,
  ledgerPage,
  newSaga,
  openSandbox,
  prescriptionOf,
  reservationOf,
  scratchDatabase,
  shipmentOf,
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

const CANCEL = {
  prescription: "/prescription/v1/prescriptions/cancel-by-reference",
  inventory: "/inventory/v1/reservations/cancel-by-reference",
  carrier: "/carrier/v1/shipments/cancel-by-reference",
};

async function buyShipment(saga: ReturnType<typeof newSaga>): Promise<string> {
  const created = await caller.post("/carrier/v1/shipments", shipmentOf(saga));
  expect(created.status).toBe(201);
  const { shipmentId } = shipmentLookupResponse.parse([created.body])[0] ?? { shipmentId: "" };
  const label = await caller.post(`/carrier/v1/shipments/${shipmentId}/label`, labelOf(saga));
  expect(label.status).toBe(201);
  return shipmentId;
}

describe("a reference is unique for ever", () => {
  test("fifty creates at once make one prescription and forty-nine replays of it", async () => {
    const saga = newSaga();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        caller.post("/prescription/v1/prescriptions", prescriptionOf(saga)),
      ),
    );
    const ids = answers.map((answer) => prescriptionResponse.parse(answer.body).prescriptionId);
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    const replays = answers.filter((a) => a.headers.get("idempotent-replayed") === "true");
    expect(replays.map((answer) => answer.status)).toEqual(Array(49).fill(200));
    expect(await effectsOf(caller, saga)).toEqual(["created"]);
  });

  test("the same reference with other content is a conflict and changes nothing", async () => {
    const saga = newSaga();
    await caller.post("/inventory/v1/reservations", reservationOf(saga, 30));
    const other = await caller.post("/inventory/v1/reservations", reservationOf(saga, 31));
    expect(other).toMatchObject({ status: 422, body: { code: "reference_conflict" } });
    expect(await effectsOf(caller, saga)).toEqual(["reserved"]);
  });

  test("a label is bought once however often it is asked for", async () => {
    const saga = newSaga();
    const shipmentId = await buyShipment(saga);
    const again = await caller.post(`/carrier/v1/shipments/${shipmentId}/label`, labelOf(saga));
    expect(again).toMatchObject({ status: 200, body: { status: "label_purchased", shipmentId } });
    expect(await effectsOf(caller, saga)).toEqual(["purchased"]);
  });

  test.each(["", ":create", ":label"])("a shipment is found by <saga>:shipment%s", async (end) => {
    const saga = newSaga();
    const shipmentId = await buyShipment(saga);
    const reference = `${saga.sagaUuid}:shipment${end}`;
    const found = await caller.get(`/carrier/v1/shipments?clientReference=${reference}`);
    expect(shipmentLookupResponse.parse(found.body)).toMatchObject([
      { shipmentId, status: "label_purchased", trackingNumber: expect.stringMatching(/^SBX/) },
    ]);
  });

  test.each([
    "/prescription/v1/prescriptions",
    "/inventory/v1/reservations",
    "/carrier/v1/shipments",
  ])("a look-up at %s that finds nothing is 200 and empty", async (path) => {
    expect(await caller.get(`${path}?clientReference=nobody`)).toMatchObject({
      status: 200,
      body: [],
    });
  });
});

describe("a cancel by reference", () => {
  test("before the create has arrived closes all references of the saga", async () => {
    const saga = newSaga();
    const { sagaUuid, orderNumber } = saga;
    const cancels = [
      await caller.post(CANCEL.prescription, {
        clientReference: `${sagaUuid}:prescription`,
        orderNumber,
      }),
      await caller.post(CANCEL.inventory, {
        clientReference: `${sagaUuid}:inventory`,
        orderNumber,
      }),
      await caller.post(CANCEL.carrier, { clientReference: `${sagaUuid}:shipment`, orderNumber }),
    ];
    expect(cancels).toMatchObject([
      { status: 200, body: { status: "cancelled", nothingToUndo: true } },
      { status: 200, body: { status: "released", nothingToUndo: true } },
      { status: 200, body: { status: "voided", nothingToUndo: true } },
    ]);
    const late = [
      await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga)),
      await caller.post("/inventory/v1/reservations", reservationOf(saga)),
      await caller.post("/carrier/v1/shipments", shipmentOf(saga)),
      await caller.post("/carrier/v1/shipments/shp_unknown/label", labelOf(saga)),
    ];
    for (const answer of late) {
      expect(answer).toMatchObject({ status: 409, body: { code: "reference_cancelled" } });
    }
    expect(await effectsOf(caller, saga)).toEqual(Array(4).fill("tombstoned"));
  });

  test("after the create undoes it once, and says so again when asked again", async () => {
    const saga = newSaga();
    const { sagaUuid, orderNumber } = saga;
    await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga));
    await caller.post("/inventory/v1/reservations", reservationOf(saga));
    await buyShipment(saga);
    for (const round of ["first", "second"]) {
      const step = (name: string) => ({ clientReference: `${sagaUuid}:${name}`, orderNumber });
      expect(await caller.post(CANCEL.carrier, step("shipment")), round).toMatchObject({
        status: 200,
        body: { status: "voided" },
      });
      expect(await caller.post(CANCEL.inventory, step("inventory")), round).toMatchObject({
        status: 200,
        body: { status: "released" },
      });
      expect(await caller.post(CANCEL.prescription, step("prescription")), round).toMatchObject({
        status: 200,
        body: { status: "cancelled" },
      });
    }
    expect(await effectsOf(caller, saga)).toEqual([
      "created",
      "reserved",
      "purchased",
      "voided",
      "released",
      "cancelled",
    ]);
  });

  test("of a shipment without a label leaves a tombstone for the label", async () => {
    const saga = newSaga();
    const created = await caller.post("/carrier/v1/shipments", shipmentOf(saga));
    const [shipment] = shipmentLookupResponse.parse([created.body]);
    const voided = await caller.post(CANCEL.carrier, {
      clientReference: `${saga.sagaUuid}:shipment`,
      orderNumber: saga.orderNumber,
    });
    expect(voided.body).toEqual({ status: "voided", nothingToUndo: true });
    const late = await caller.post(
      `/carrier/v1/shipments/${shipment?.shipmentId}/label`,
      labelOf(saga),
    );
    expect(late).toMatchObject({ status: 409, body: { code: "reference_cancelled" } });
    expect(await effectsOf(caller, saga)).toEqual(["tombstoned"]);
  });

  test("of another order's reference is a conflict", async () => {
    const saga = newSaga();
    await caller.post("/prescription/v1/prescriptions", prescriptionOf(saga));
    const answer = await caller.post(CANCEL.prescription, {
      clientReference: `${saga.sagaUuid}:prescription`,
      orderNumber: "RX-SOMEONE",
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "reference_conflict" } });
  });

  test("racing its create never leaves an effect standing", async () => {
    const sagas = Array.from({ length: 20 }, newSaga);
    await Promise.all(
      sagas.flatMap((saga) => [
        caller.post("/prescription/v1/prescriptions", prescriptionOf(saga)),
        caller.post(CANCEL.prescription, {
          clientReference: `${saga.sagaUuid}:prescription`,
          orderNumber: saga.orderNumber,
        }),
      ]),
    );
    for (const saga of sagas) {
      expect([["tombstoned"], ["created", "cancelled"]]).toContainEqual(
        await effectsOf(caller, saga),
      );
    }
  });
});

test("ledger, objects and stock outlive a restart", async () => {
  const own = await scratchDatabase();
  const first = await openSandbox(own.url);
  const saga = newSaga();
  const ndc = reservationOf(saga).lines[0]?.ndc;
  await callerOf(first).post("/__sandbox/stock", { ndc, stock: 100 });
  await callerOf(first).post("/inventory/v1/reservations", reservationOf(saga, 30));
  const before = await callerOf(first).get("/__sandbox/ledger");
  await first.close();

  const second = await openSandbox(own.url);
  const again = callerOf(second);
  expect((await again.get("/__sandbox/ledger")).body).toEqual(before.body);
  expect(ledgerPage.parse(before.body).entries).toHaveLength(1);
  expect((await again.get("/__sandbox/catalogue")).body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ ndc, stock: 70 })]),
  });
  const replay = await again.post("/inventory/v1/reservations", reservationOf(saga, 30));
  expect(replay.status).toBe(200);
  await second.close();
  await own.drop();
});
