import { randomUUID } from "node:crypto";
import { insertAccount } from "#db/queries/accounts";
import { findSagaStanding } from "#db/queries/sagas";
import { CONSOLE_ENDPOINT, createConsoleCaller, handleConsoleTrpc } from "#server/api/console";
import type { ConsoleContext } from "#server/api/context";
import type { StaffSession } from "#server/auth/find-session";
import { loadEnv } from "#server/env";
import { toSaga } from "#server/fulfillment/saga-row";
import type { NewOrder } from "#server/fulfillment/submissions";
import { newOrderNumber, newUuid } from "#server/ids";
import { createLog } from "#server/log";
import { noticeFor } from "#server/notifications/decide-notice";
import { contactIndexes } from "#server/orders/contact-index";
import type { NoticeReply } from "#server/partners/types";
import { openRuntime } from "#server/runtime";
import { jobOf } from "#server/saga/state";
import type { Reply, Saga } from "#server/saga/types";
import { copyTemplate } from "#testing/database";

const CONTACT_INDEX_KEY = "d".repeat(32);
const ORIGIN = "http://localhost:3000";

/** A console on a database of its own, with partners that answer what a test says. */
export async function openConsoleWorld() {
  const copy = await copyTemplate();
  const log = createLog({ process: "web", level: "silent" });
  const env = loadEnv(
    {
      DATABASE_URL: copy.url,
      AUTH_SECRET: "a".repeat(32),
      API_KEY_PEPPER: "b".repeat(32),
      FINGERPRINT_SECRET: "c".repeat(32),
      CONTACT_INDEX_KEY,
    },
    "web",
  );
  const runtime = openRuntime(env, log);
  const { db } = runtime.database;

  for (const [id, name, role] of [
    ["dana", "Dana Kessler", "support"],
    ["luis", "Luis Marek", "admin"],
  ] as const) {
    await insertAccount(db, {
      id,
      signInId: `sign-in-${id}`,
      name,
      email: `${id}@backstitch.example`,
      role,
      passwordHash: "none",
      createdBy: null,
    });
  }

  function contextOf(person: "dana" | "luis" | null): ConsoleContext {
    const session: StaffSession | null = person && {
      sessionId: `session-${person}`,
      userId: person,
      name: person === "dana" ? "Dana Kessler" : "Luis Marek",
      email: `${person}@backstitch.example`,
      role: person === "dana" ? "support" : "admin",
    };
    return { requestId: "r", log, runtime, headers: new Headers({ origin: ORIGIN }), session };
  }

  async function place(changes: OrderChanges = {}): Promise<Placed> {
    const order = newOrder(changes);
    const receipt = await runtime.committer.submit({
      type: "place",
      order,
      actor: { type: "storefront", id: order.clientId },
      idempotency: { key: randomUUID(), operation: "orders.place", fingerprint: "f" },
    });
    if (receipt.type !== "placed") throw new Error(`Bug: the order was ${receipt.type}`);
    const { orderUuid, sagaUuid, orderNumber } = order;
    return { orderUuid, sagaUuid, orderNumber };
  }

  async function sagaOf({ sagaUuid }: Placed): Promise<Saga> {
    const row = await findSagaStanding(db, sagaUuid);
    if (!row) throw new Error("Bug: the saga is gone");
    return toSaga(row.saga);
  }

  /** The partners asked for this order answer, one after the other. */
  async function answer(placed: Placed, ...replies: Reply[]): Promise<void> {
    for (const reply of replies) {
      const saga = await sagaOf(placed);
      if (!saga.work) throw new Error("Bug: nobody was asked");
      const job = jobOf(saga, saga.work);
      await runtime.committer.submit({
        type: "outcome",
        sagaUuid: placed.sagaUuid,
        orderUuid: placed.orderUuid,
        dispatch: saga.dispatch,
        job,
        reply,
        ticket: { queue: job, jobId: randomUUID() },
      });
    }
  }

  /** The customer's message that the order asks for now is tried, and this becomes of it. */
  async function notify(placed: Placed, reply: NoticeReply): Promise<void> {
    const kind = noticeFor((await sagaOf(placed)).position);
    if (!kind) throw new Error("Bug: there is nothing to tell yet");
    await runtime.committer.submit({
      type: "notice",
      orderUuid: placed.orderUuid,
      kind,
      attempt: 0,
      doubted: false,
      reply,
      ticket: { queue: "notify-customer", jobId: randomUUID() },
    });
  }

  /** An order that has gone all its way. */
  async function complete(): Promise<Placed> {
    const order = await place();
    await answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
    return order;
  }

  /** What a person sends who acts on the order as it is. */
  async function actionOn(order: Placed) {
    const { revision } = await sagaOf(order);
    return {
      sagaUuid: order.sagaUuid,
      actionId: randomUUID(),
      revision,
      reasonCode: "customer_request" as const,
      note: null,
    };
  }

  return {
    copy,
    runtime,
    db,
    place,
    complete,
    answer,
    actionOn,
    notify,
    sagaOf,
    contextOf,
    as: (person: "dana" | "luis" | null) => createConsoleCaller(contextOf(person)),
    /** The same over HTTP, with the answer's stream. */
    fetch: (person: "dana" | "luis" | null, path: string, init: RequestInit = {}) =>
      handleConsoleTrpc(new Request(`${ORIGIN}${CONSOLE_ENDPOINT}/${path}`, init), async () =>
        contextOf(person),
      ),
    async close() {
      await runtime.committer.close();
      await runtime.database.close();
      await copy.drop();
    },
  };
}
export type ConsoleWorld = Awaited<ReturnType<typeof openConsoleWorld>>;
export type Placed = { orderUuid: string; sagaUuid: string; orderNumber: string };

/** What an order is to differ in. */
export type OrderChanges = {
  email?: string;
  phone?: string;
  postalCode?: string;
  externalOrderId?: string;
  clientId?: string;
};

export const made = (reference: string, trackingNumber = "TRACK1"): Reply => ({
  type: "succeeded",
  reference,
  trackingNumber,
});
export const undone: Reply = { type: "succeeded", reference: null };

function newOrder(changes: OrderChanges): NewOrder {
  const email = changes.email ?? "testa@example.com";
  const phone = changes.phone ?? "+13125552575";
  return {
    orderUuid: newUuid(),
    sagaUuid: newUuid(),
    orderNumber: newOrderNumber(),
    clientId: changes.clientId ?? "shop",
    externalOrderId: changes.externalOrderId ?? randomUUID(),
    replacesOrderId: null,
    shippingService: "standard",
    shipTo: {
      name: null,
      line1: "1 Test Way",
      line2: null,
      city: "Chicago",
      state: "IL",
      postalCode: changes.postalCode ?? "60601",
      country: "US",
      residential: null,
      instructions: null,
    },
    patient: {
      externalPatientId: "p1",
      givenNames: ["Testa"],
      familyName: "Person",
      birthDate: "1980-04-12",
      sex: null,
      email,
      phone,
      preferredChannel: "email",
      locale: "en-US",
      timeZone: null,
      ...contactIndexes({ email, phone }, CONTACT_INDEX_KEY),
    },
    lines: [
      {
        lineId: "1",
        ndcCanonical: "061023010130",
        ndcDisplay: "61023-0101-30",
        quantity: 30,
        unit: "EA",
        daysSupply: 30,
        refills: 0,
        directions: "As told",
        substitutionAllowed: true,
        prescriberNpi: "1234567893",
        prescriberName: "Dr Test",
        prescriptionKind: "new",
        rxNumber: null,
        writtenOn: "2026-11-01",
        expiresOn: null,
      },
    ],
  };
}
