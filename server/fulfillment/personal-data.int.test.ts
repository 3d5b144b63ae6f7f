import { afterEach, beforeEach, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newLine, newOrder, placing } from "./testing/new-order.ts";
import { asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

/** An order of which every personal word is one of a kind, so that it can be looked for. */
function canary() {
  const order = newOrder();
  return newOrder({
    shipTo: {
      ...order.shipTo,
      name: "Canaryname",
      line1: "77 Canarystreet",
      line2: "Canaryfloor",
      city: "Canarytown",
      postalCode: "98765-4321",
      instructions: "Canarydoor",
    },
    patient: {
      ...order.patient,
      externalPatientId: "canarypatient",
      givenNames: ["Canarygiven"],
      familyName: "Canaryfamily",
      birthDate: "1931-07-23",
      email: "canarymail@example.test",
      phone: "+12175550177",
    },
    lines: [
      newLine({
        ndcCanonical: "067877019790",
        ndcDisplay: "67877-0197-90",
        directions: "Canarydirections",
        prescriberName: "Canaryprescriber",
        prescriberNpi: "1993999998",
        rxNumber: "canaryrx",
      }),
    ],
  });
}

const WORDS =
  /canary(?!-)|98765-4321|1931-07-23|12175550177|067877019790|67877-0197-90|1993999998/i;

test("an order's names, addresses, medicines and birthday are in no event, job, action or log line", async () => {
  const { partners, committer } = world;

  // Every way an order may go: shipped, refused, lost on the way, undeliverable mail, held by a person.
  partners.noticeReplies.push({ type: "undeliverable", code: "mailbox_unknown" });
  partners.script("reserve-inventory", null, { type: "acts_and_drops" }, { type: "drops" });
  const orders = Array.from({ length: 6 }, canary);
  const [refused, held] = orders;
  partners.onCall = (job, { sagaUuid }) =>
    job === "initiate-shipment" && sagaUuid === refused?.sagaUuid
      ? { type: "rejects", code: "address_undeliverable" }
      : undefined;
  await Promise.all(orders.map((order) => committer.submit(placing(order))));
  const { rows: jobs } = await world.pool.query<{ place: string; content: string }>(
    "select 'job' place, t::text content from pgboss.job t",
  );
  expect(jobs).toHaveLength(orders.length);
  if (held) {
    const saga = await world.saga(held.sagaUuid);
    await committer.submit(asking(saga, { type: "hold" }));
  }
  const worker = await world.startWorker();
  await world.settle();

  // And what fails: a row that a constraint refuses, whose error quotes it, and a lost connection.
  const spoilt = canary();
  const [line] = spoilt.lines;
  const unwritable = { ...spoilt, lines: [{ ...(line ?? newLine()), daysSupply: 9_999 }] };
  const failure = await committer.submit(placing(unwritable)).catch((error: unknown) => error);
  world.log.error({ err: failure }, "test.place_failed");
  await world.terminateSessions();
  await worker.stop();

  const { rows } = await world.pool.query<{ place: string; content: string }>(`
    select 'event' place, t::text content from event_store t
    union all select 'action', t::text from operator_actions t
    union all select 'saga', t::text from order_fulfillment_sagas t
    union all select 'key', t::text from idempotency_keys t`);
  const places = new Set(rows.map(({ place }) => place));
  expect(places).toEqual(new Set(["event", "action", "saga", "key"]));
  const kept = [...jobs, ...rows, ...world.logged.map((content) => ({ place: "log", content }))];
  expect(kept.filter(({ content }) => WORDS.test(content))).toEqual([]);
  // The words are found where they belong, so the search itself works.
  const { rows: patients } = await world.pool.query<{ content: string }>(
    "select p::text content from patients p",
  );
  expect(patients.filter(({ content }) => WORDS.test(content))).toHaveLength(orders.length);
});
