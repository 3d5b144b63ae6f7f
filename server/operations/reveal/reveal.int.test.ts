import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#server/log";
import { type ConsoleWorld, openConsoleWorld, type Placed } from "../testing/console-world.ts";
import { revealCustomer } from "./reveal-customer.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const CUSTOMER = { email: "canarymail@example.test", phone: "+12175550177" };
const WORDS = /canarymail|12175550177|1 Test Way|60601|1980-04-12|61023-0101-30|As told|Dr Test/;

type Purpose = Parameters<ReturnType<ConsoleWorld["as"]>["customer"]["reveal"]>[0]["purpose"];
const wish = (
  { sagaUuid }: Placed,
  purpose: Purpose = "customer_on_the_line",
  note: string | null = null,
) => ({ sagaUuid, revealUuid: randomUUID(), purpose, note });

async function kept({ sagaUuid }: Placed) {
  const { rows } = await world.db.execute(sql`
    select actor_id, purpose, note, until - revealed_at as shown_for, reveals::text as all_of_it
    from reveals where saga_uuid = ${sagaUuid} order by id`);
  return rows;
}

describe("a customer's data", () => {
  test("is shown in clear for a purpose, for five minutes, to support and admins", async () => {
    const order = await world.place(CUSTOMER);
    for (const person of ["dana", "luis"] as const) {
      const shown = await world.as(person).customer.reveal(wish(order));
      expect(shown).toMatchObject({
        name: "Testa Person",
        ...CUSTOMER,
        birthDate: "1980-04-12",
        address: { lines: ["1 Test Way", "Chicago, IL 60601"], instructions: null },
        medicines: null,
      });
      const leftMs = Date.parse(shown.until) - Date.now();
      expect(leftMs).toBeGreaterThan(4 * 60_000);
      expect(leftMs).toBeLessThanOrEqual(5 * 60_000 + 1_000);
    }
  });

  test("is shown no further than its purpose needs", async () => {
    const order = await world.place(CUSTOMER);
    const { reveal } = world.as("dana").customer;
    const delivery = await reveal(wish(order, "delivery_problem"));
    expect(delivery).toMatchObject({ birthDate: null, medicines: null });
    const clinical = await reveal(wish(order, "clinical_question"));
    expect(clinical).toMatchObject({
      address: null,
      medicines: [
        {
          medicine: "61023-0101-30, 30 EA for 30 days",
          directions: "As told",
          prescriber: "Dr Test",
        },
      ],
    });
  });

  test("stays masked on the order's page, before and after", async () => {
    const order = await world.place(CUSTOMER);
    await world.as("dana").customer.reveal(wish(order, "investigation"));
    const view = await world.as("dana").orders.get({ orderNumber: order.orderNumber });
    expect(view.customer).toMatchObject({ name: "T**** P****", email: "c***@e***.test" });
    expect(JSON.stringify(view)).not.toMatch(WORDS);
  });

  test("is asked for by POST and kept by no cache", async () => {
    const order = await world.place(CUSTOMER);
    const answer = await world.fetch("dana", "customer.reveal", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://localhost:3000" },
      body: JSON.stringify(wish(order)),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const input = encodeURIComponent(JSON.stringify(wish(order)));
    const read = await world.fetch("dana", `customer.reveal?input=${input}`);
    expect(read.status).toBe(405);
    expect(await kept(order)).toHaveLength(1);
  });
});

describe("a reveal", () => {
  test("keeps who, when, which order and for what, and not a word of what was shown", async () => {
    const order = await world.place(CUSTOMER);
    await world.as("dana").customer.reveal(wish(order, "investigation", "Complaint 17 of Monday"));
    const rows = await kept(order);
    expect(rows).toMatchObject([
      { actor_id: "dana", purpose: "investigation", note: "Complaint 17 of Monday" },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(WORDS);
  });

  test("stands in the order's history as a deed of its person", async () => {
    const order = await world.place(CUSTOMER);
    await world.as("dana").customer.reveal(wish(order, "other", "Asked by the health board"));
    const { timeline } = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(timeline.at(-1)).toMatchObject({
      actor: { kind: "person", name: "Dana Kessler" },
      lead: "Dana Kessler",
      rest: "saw the customer’s name, e-mail, phone, birth date and address. Purpose: other, “Asked by the health board”",
      eventIds: { first: 0, last: 0 },
    });
    expect(timeline.filter(({ id }) => id > 0).length).toBe(timeline.length - 1);
  });

  test("stands in the list that admins see, and only they", async () => {
    const order = await world.place(CUSTOMER);
    await world.as("dana").customer.reveal(wish(order, "delivery_problem", "The bell is broken"));
    const [newest] = await world.as("luis").staffActions.list({ area: "reveals" });
    expect(newest).toMatchObject({
      actorName: "Dana Kessler",
      text: `saw the customer of ${order.orderNumber}: the address or the delivery`,
    });
    await expect(world.as("dana").staffActions.list({ area: "reveals" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("writes nothing personal to the log, to events, jobs or actions", async () => {
    const order = await world.place(CUSTOMER);
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLog({ process: "web", level: "debug", destination });
    await revealCustomer(
      { db: world.db, log },
      { ...wish(order, "investigation", "Canary words"), actorId: "dana" },
    );
    expect(lines.join("")).toContain("customer.revealed");
    const { rows } = await world.db.execute(sql`
      select t::text as content from event_store t where aggregate_uuid in (${order.sagaUuid}, ${order.orderUuid})
      union all select t::text from operator_actions t
      union all select t::text from staff_actions t
      union all select t::text from pgboss.job t`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([lines, rows])).not.toMatch(WORDS);
    expect(JSON.stringify([lines, rows])).not.toContain("Canary words");
  });

  test("that cannot be kept shows nothing", async () => {
    const order = await world.place(CUSTOMER);
    const log = createLog({ process: "web", level: "silent" });
    // No text of Postgres holds this character; the edge refuses it long before.
    const unwritable = { ...wish(order, "investigation", "a\u0000b"), actorId: "dana" };
    await expect(revealCustomer({ db: world.db, log }, unwritable)).rejects.toThrow();
    expect(await kept(order)).toEqual([]);
  });

  test("sent twice is kept once, and shows no longer than the first", async () => {
    const order = await world.place(CUSTOMER);
    const asked = wish(order);
    const [first, second] = await Promise.all([
      world.as("dana").customer.reveal(asked),
      world.as("dana").customer.reveal(asked),
    ]);
    expect(second).toEqual(first);
    expect(await kept(order)).toHaveLength(1);
    await expect(world.as("luis").customer.reveal(asked)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("shows nothing more once its minutes are over", async () => {
    const order = await world.place(CUSTOMER);
    const asked = wish(order);
    await world.db.execute(sql`
      insert into reveals (reveal_uuid, saga_uuid, actor_id, purpose, revealed_at, until)
      values (${asked.revealUuid}, ${order.sagaUuid}, 'dana', ${asked.purpose},
        clock_timestamp() - interval '6 min', clock_timestamp() - interval '1 min')`);
    await expect(world.as("dana").customer.reveal(asked)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("can be changed or taken away by nothing that the product runs", async () => {
    const order = await world.place(CUSTOMER);
    await world.as("dana").customer.reveal(wish(order));
    for (const change of [sql`update reveals set actor_id = 'luis'`, sql`delete from reveals`]) {
      await expect(world.db.execute(change)).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });

  test("needs words where the list does not say why, and an order that is there", async () => {
    const order = await world.place(CUSTOMER);
    for (const note of [null, "short", "a\u0000b and more"]) {
      await expect(
        world.as("dana").customer.reveal(wish(order, "other", note)),
      ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    expect(await kept(order)).toEqual([]);
    await expect(
      world.as("dana").customer.reveal({ ...wish(order), sagaUuid: randomUUID() }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is one of many when somebody opens more than their calls explain", async () => {
    const order = await world.place(CUSTOMER);
    await world.db.execute(sql`
      insert into reveals (reveal_uuid, saga_uuid, actor_id, purpose, revealed_at, until)
      select gen_random_uuid(), ${order.sagaUuid}, 'sara', 'investigation', clock_timestamp(), clock_timestamp() + interval '1 min'
      from generate_series(1, 19)`);
    const warned: object[] = [];
    const log = { info: () => undefined, warn: (facts: object) => void warned.push(facts) };
    await revealCustomer({ db: world.db, log }, { ...wish(order), actorId: "sara" });
    expect(warned).toEqual([{ actorId: "sara", ofHour: 20 }]);
  });
});
