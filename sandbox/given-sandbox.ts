import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import type { CreateShipmentRequest } from "#server/partners/contract/carrier";
import { CATALOGUE } from "#server/partners/contract/catalogue";
import type { CreateReservationRequest } from "#server/partners/contract/inventory";
import type { CreatePrescriptionRequest } from "#server/partners/contract/prescription";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

/** For tests only: a sandbox on a scratch database, and requests that a partner accepts. */
export const TOKEN = "sandbox-test-token";

export async function scratchDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (adminUrl === undefined) throw new Error("TEST_DATABASE_URL is not set");
  const name = `sandbox_test_${randomUUID().replaceAll("-", "")}`;
  const asAdmin = async (statement: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await asAdmin(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}

export const openSandbox = (databaseUrl: string): Promise<Sandbox> =>
  startSandbox({ databaseUrl, port: 0, smtpPort: 0, token: TOKEN });

type Answer = { status: number; headers: Headers; body: unknown };

export type Caller = {
  post(path: string, body: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
};

export function callerOf(sandbox: Sandbox, token = TOKEN): Caller {
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  };
  return {
    post: (path, body) => send("POST", path, body),
    get: (path) => send("GET", path),
    delete: (path) => send("DELETE", path),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const FIRST_NDC = CATALOGUE[0]?.ndc ?? "";

export const newSaga = () => {
  const sagaUuid = randomUUID();
  return { sagaUuid, orderNumber: `RX-${sagaUuid.slice(0, 8).toUpperCase()}` };
};
type SagaRef = ReturnType<typeof newSaga>;

export function prescriptionOf(saga: SagaRef): CreatePrescriptionRequest {
  return {
    clientReference: `${saga.sagaUuid}:prescription`,
    orderNumber: saga.orderNumber,
    patient: {
      externalPatientId: "patient-1",
      givenNames: ["Test"],
      familyName: "Person",
      birthDate: "1980-02-29",
      sex: null,
      email: "person@example.test",
      phone: null,
    },
    items: [
      {
        lineId: "L1",
        ndc: FIRST_NDC,
        quantity: 30,
        unit: "EA",
        daysSupply: 30,
        refills: 0,
        directions: "Take one tablet daily",
        substitutionAllowed: true,
        prescriber: { npi: "1234567893", name: "Test Prescriber" },
        prescription: { kind: "new", rxNumber: null, writtenOn: null, expiresOn: null },
      },
    ],
  };
}

export function reservationOf(
  saga: SagaRef,
  quantity = 30,
  ndc = FIRST_NDC,
): CreateReservationRequest {
  return {
    clientReference: `${saga.sagaUuid}:inventory`,
    orderNumber: saga.orderNumber,
    policy: "all_or_nothing",
    ttlSeconds: 86_400,
    minExpiryDate: "2027-01-31",
    lines: [{ lineId: "L1", ndc, quantity, unit: "EA" }],
  };
}

export function shipmentOf(saga: SagaRef): CreateShipmentRequest {
  const address = {
    line1: "1 Main Street",
    line2: null,
    city: "Springfield",
    state: "IL",
    postalCode: "62701",
    country: "US" as const,
  };
  return {
    clientReference: `${saga.sagaUuid}:shipment:create`,
    orderNumber: saga.orderNumber,
    service: "standard",
    from: { name: "Pharmacy", address, phone: null },
    to: { name: "Test Person", address, phone: null, residential: null, instructions: null },
    parcels: [{ weightGrams: 200, lengthMm: 200, widthMm: 150, heightMm: 50 }],
    declaredValueCents: 0,
  };
}

export const labelOf = (saga: SagaRef) => ({
  clientReference: `${saga.sagaUuid}:shipment:label`,
  orderNumber: saga.orderNumber,
});

export const ledgerPage = z.object({
  entries: z.array(
    z.strictObject({
      seq: z.int().positive(),
      at: z.iso.datetime(),
      partner: z.string(),
      effect: z.string(),
      clientReference: z.string(),
      objectId: z.string().nullable(),
      orderNumber: z.string(),
    }),
  ),
});

/** The effects under any reference of one saga, in order. */
export async function effectsOf(caller: Caller, saga: SagaRef): Promise<string[]> {
  const { body } = await caller.get("/__sandbox/ledger");
  return ledgerPage
    .parse(body)
    .entries.filter((entry) => entry.orderNumber === saga.orderNumber)
    .map((entry) => entry.effect);
}
