import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readInstance } from "./instance.ts";

/** What makes the bundled partners refuse; written down in the README for whoever tries them. */
export type Trouble = "out_of_stock" | "undeliverable_address" | "undo_refused";

/** How its customer is reached. */
export type Contact = { email?: string; phone?: string };

const placed = z.object({ orderId: z.uuid(), orderNumber: z.string(), replayed: z.boolean() });
export type PlacedOrder = z.infer<typeof placed>;

const followed = z.object({
  status: z.string(),
  sagas: z.array(
    z.object({
      sagaUuid: z.uuid(),
      state: z.string(),
      parked: z.object({ reason: z.string() }).nullable(),
    }),
  ),
});

/** Places an order through the public API, as a storefront does. */
export async function placeOrder(trouble?: Trouble, contact?: Contact): Promise<PlacedOrder> {
  return sendOrder(newOrder(trouble, contact));
}

/** The same order under the same key, whenever it is sent. */
export function newOrder(trouble?: Trouble, contact: Contact = {}) {
  const id = randomUUID();
  const body = {
    externalOrderId: `e2e-${id}`,
    patient: {
      externalPatientId: `patient-${id}`,
      givenNames: ["Test"],
      familyName: trouble === "undo_refused" ? "Zzdispensed" : "Thistlewick",
      birthDate: "1980-02-29",
      email: "test.thistlewick@example.com",
      ...contact,
    },
    shipTo: {
      line1: "12 Bobbin Street",
      city: "Springfield",
      state: "IL",
      postalCode:
        trouble === "undeliverable_address" || trouble === "undo_refused" ? "00001" : "62704",
    },
    medications: [
      {
        ndc: trouble === "out_of_stock" ? "80356-0501-04" : "61023-0101-30",
        quantity: trouble === "out_of_stock" ? 4 : 30,
        unit: "EA",
        daysSupply: 28,
        directions: "As directed",
        prescriber: { npi: "1000000020", name: "Dr Fern Marrowby" },
      },
    ],
  };
  return {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": id },
    body: JSON.stringify(body),
  };
}

/** Sends it and goes away after this time, whether there was an answer or not. */
export async function sendAndHangUp(
  order: ReturnType<typeof newOrder>,
  afterMs: number,
): Promise<void> {
  const signal = AbortSignal.timeout(afterMs);
  await call("/api/v1/orders", { ...order, signal }).catch(() => undefined);
}

export async function sendOrder(order: ReturnType<typeof newOrder>): Promise<PlacedOrder> {
  return placed.parse(await call("/api/v1/orders", order));
}

export async function followOrder(orderId: string): Promise<z.infer<typeof followed>> {
  return followed.parse(await call(`/api/v1/orders/${orderId}`, {}));
}

async function call(path: string, init: RequestInit): Promise<unknown> {
  const { webUrl, apiKey } = readInstance();
  const headers = { ...init.headers, authorization: `Bearer ${apiKey}` };
  const response = await fetch(webUrl + path, { ...init, headers });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
