import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createLog } from "#server/log";
import { type ConsoleWorld, openConsoleWorld, type Placed } from "../testing/console-world.ts";
import { checkCaller } from "./check-caller.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const BIRTH_DATE = "1980-04-12";
const ZIP = "60601";
/** What is stored, and what the tests' callers say beside it. */
const VALUES = /1980-04-12|1981-05-13|60601|62704/;

type Person = "dana" | "luis";
type Field = "birth_date" | "zip";
const said = ({ sagaUuid }: Placed, field: Field, value: string) => ({
  sagaUuid,
  checkUuid: randomUUID(),
  field,
  value,
});
const compareZip = (order: Placed, zip: string, person: Person = "dana") =>
  world.as(person).customer.checkCaller(said(order, "zip", zip));
const compareBirthDate = (order: Placed, day: string, person: Person = "dana") =>
  world.as(person).customer.checkCaller(said(order, "birth_date", day));

async function kept({ sagaUuid }: Placed) {
  const { rows } = await world.db.execute(sql`
    select actor_id, field, outcome, checked_at, to_jsonb(caller_checks) as all_of_it
    from caller_checks where saga_uuid = ${sagaUuid} order by id`);
  return rows;
}

/** As many tries as are given, so many minutes ago. */
async function triedBefore({ sagaUuid }: Placed, minutes: number, count: number): Promise<void> {
  await world.db.execute(sql`
    insert into caller_checks (check_uuid, saga_uuid, actor_id, field, outcome, checked_at)
    select gen_random_uuid(), ${sagaUuid}, 'luis', 'zip', 'no_match',
      clock_timestamp() - ${minutes} * interval '1 minute'
    from generate_series(1, ${count}::int)`);
}

/** Until it is released every check may read, and none can be kept. */
async function holdBackInserts(): Promise<() => Promise<void>> {
  const owner = new pg.Client({ connectionString: world.copy.adminUrl });
  await owner.connect();
  await owner.query("begin; lock table caller_checks in share row exclusive mode");
  return () => owner.end();
}

async function countWaiting(): Promise<unknown> {
  const { rows } = await world.db.execute(sql`
    select count(*)::int as waiting from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`);
  return rows[0]?.waiting;
}

describe("a caller", () => {
  test("is the customer by birth date or ZIP, for support and admins alike", async () => {
    const order = await world.place();
    expect(await compareBirthDate(order, BIRTH_DATE, "dana")).toEqual({
      type: "compared",
      field: "birth_date",
      outcome: "match",
      checkedAt: expect.any(String),
      triesLeft: 4,
      againAt: null,
    });
    expect(await compareZip(order, ZIP, "luis")).toMatchObject({ outcome: "match", triesLeft: 3 });
  });

  test("who says something else is told apart, and nothing of what is stored is told", async () => {
    const order = await world.place();
    const answers = [await compareBirthDate(order, "1981-05-13"), await compareZip(order, "62704")];
    expect(answers).toMatchObject([
      { field: "birth_date", outcome: "no_match", triesLeft: 4 },
      { field: "zip", outcome: "no_match", triesLeft: 3 },
    ]);
    expect(JSON.stringify(answers)).not.toMatch(VALUES);
  });

  test("needs not know the last four digits of a ZIP, nor have the storefront's", async () => {
    const long = await world.place({ postalCode: "62704-0017" });
    expect(await compareZip(long, "62704")).toMatchObject({ outcome: "match" });
    expect(await compareZip(long, "62704-9999")).toMatchObject({ outcome: "match" });
    expect(await compareZip(await world.place(), "60601-1234")).toMatchObject({ outcome: "match" });
  });

  test("cannot be compared with what is no ZIP, which is no mismatch and takes no try", async () => {
    const order = await world.place({ postalCode: "unknown" });
    const answer = { outcome: "not_comparable", triesLeft: 5, againAt: null };
    for (let i = 0; i < 6; i++) expect(await compareZip(order, ZIP)).toMatchObject(answer);
    expect(await kept(order)).toHaveLength(6);
    expect(await compareBirthDate(order, BIRTH_DATE)).toMatchObject({
      outcome: "match",
      triesLeft: 4,
    });
  });
});

describe("an order", () => {
  test("is tried five times an hour by all people together; the sixth is told when again", async () => {
    const order = await world.place();
    await triedBefore(order, 20, 1);
    for (const left of [3, 2, 1]) {
      expect(await compareZip(order, "62704", "luis")).toMatchObject({ triesLeft: left });
    }
    const [oldest] = await kept(order);
    const againAt = new Date(Date.parse(String(oldest?.checked_at)) + 3_600_000).toISOString();
    expect(await compareZip(order, "62704")).toMatchObject({ triesLeft: 0, againAt });
    // Also with the right answer, and for whoever had not tried yet.
    for (const person of ["dana", "luis"] as const) {
      expect(await compareBirthDate(order, BIRTH_DATE, person)).toEqual({
        type: "refused",
        againAt,
      });
    }
    expect(await kept(order)).toHaveLength(5);
    expect(await compareZip(await world.place(), ZIP)).toMatchObject({ triesLeft: 4 });
  });

  test("can be tried again when its oldest try is an hour old", async () => {
    const order = await world.place();
    await triedBefore(order, 60, 4);
    await triedBefore(order, 59, 4);
    expect(await compareZip(order, ZIP)).toMatchObject({ outcome: "match", triesLeft: 0 });
    expect(await compareZip(order, ZIP)).toMatchObject({ type: "refused" });
  });

  test("at its last try is compared once, however many ask at the same moment", async () => {
    const order = await world.place();
    await triedBefore(order, 10, 4);
    const people = ["dana", "luis", "dana", "luis"] as const;
    const release = await holdBackInserts();
    const asked = people.map((person) => compareZip(order, ZIP, person));
    await vi.waitFor(async () => expect(await countWaiting()).toBe(people.length));
    await release();
    const types = (await Promise.all(asked)).map(({ type }) => type);
    expect(types.toSorted()).toEqual(["compared", "refused", "refused", "refused"]);
    expect(await kept(order)).toHaveLength(5);
  });

  test("is compared while the engine holds its rows", async () => {
    const order = await world.place();
    await world.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from orders where order_uuid = ${order.orderUuid} for update`);
      await tx.execute(
        sql`select 1 from order_fulfillment_sagas where saga_uuid = ${order.sagaUuid} for update`,
      );
      expect(await compareZip(order, ZIP)).toMatchObject({ outcome: "match" });
    });
  });
});

describe("a caller check", () => {
  test("keeps who, when, which order, which field and the outcome, and no value", async () => {
    const order = await world.place();
    await compareBirthDate(order, "1981-05-13", "luis");
    await compareZip(order, ZIP);
    const rows = await kept(order);
    expect(rows).toMatchObject([
      { actor_id: "luis", field: "birth_date", outcome: "no_match" },
      { actor_id: "dana", field: "zip", outcome: "match" },
    ]);
    for (const { checked_at, all_of_it } of rows) {
      expect(Math.abs(Date.now() - Date.parse(String(checked_at)))).toBeLessThan(60_000);
      const values = Object.values(z.record(z.string(), z.unknown()).parse(all_of_it));
      expect(values).toHaveLength(7);
      for (const value of ["1981-05-13", BIRTH_DATE, ZIP]) expect(values).not.toContain(value);
    }
  });

  test("writes no value to the log, to events, jobs or actions, nor into a statement", async () => {
    const order = await world.place();
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLog({ process: "web", level: "debug", destination });
    const wish = { ...said(order, "birth_date", BIRTH_DATE), actorId: "dana" };
    await checkCaller({ db: world.db, log }, wish);
    // No text of Postgres holds this character: the error quotes the statement and its parameters.
    const unwritable = { ...wish, checkUuid: randomUUID(), actorId: "a\u0000b" };
    const failure: unknown = await checkCaller({ db: world.db, log }, unwritable).catch(
      (error: unknown) => error,
    );
    log.error({ err: failure }, "test.check_failed");
    expect(String(failure)).toContain("insert into");
    expect(lines.join("")).toContain("customer.caller_checked");
    const { rows } = await world.db.execute(sql`
      select t::text as content from event_store t where aggregate_uuid in (${order.sagaUuid}, ${order.orderUuid})
      union all select t::text from operator_actions t
      union all select t::text from staff_actions t
      union all select t::text from pgboss.job t`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([lines, rows, String(failure)])).not.toContain(BIRTH_DATE);
    expect(await kept(order)).toHaveLength(1);
  });

  test("stands in the order's history as a deed of its person, beside reveals", async () => {
    const order = await world.place();
    await compareBirthDate(order, "1981-05-13");
    await compareZip(order, ZIP, "luis");
    const wish = { sagaUuid: order.sagaUuid, revealUuid: randomUUID() };
    await world.as("dana").customer.reveal({ ...wish, purpose: "customer_on_the_line" });
    const { timeline } = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(timeline.slice(-3)).toMatchObject([
      { lead: "Dana Kessler", rest: "compared a caller’s birth date: it does not match" },
      { lead: "Luis Marek", rest: "compared a caller’s ZIP: it matches" },
      { lead: "Dana Kessler", rest: expect.stringContaining("saw the customer’s name") },
    ]);
    const ids = timeline.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(timeline)).not.toMatch(/1980-04-12|1981-05-13/);
  });

  test("stands in the list that admins see, and only they", async () => {
    const order = await world.place();
    await compareZip(order, ZIP);
    const [newest] = await world.as("luis").staffActions.list({ area: "caller_checks" });
    expect(newest).toMatchObject({
      actorName: "Dana Kessler",
      text: `compared a caller of ${order.orderNumber}, ZIP: it matches`,
    });
    await expect(
      world.as("dana").staffActions.list({ area: "caller_checks" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("sent twice is kept once, takes one try, and is answered also when none is left", async () => {
    const order = await world.place();
    await triedBefore(order, 10, 4);
    const asked = said(order, "zip", ZIP);
    const [first, second] = await Promise.all([
      world.as("dana").customer.checkCaller(asked),
      world.as("dana").customer.checkCaller(asked),
    ]);
    expect(first).toMatchObject({ outcome: "match", triesLeft: 0 });
    expect(second).toEqual(first);
    expect(await kept(order)).toHaveLength(5);
  });

  test("answers for nobody else, for no other order and for no other field", async () => {
    const order = await world.place();
    const asked = said(order, "zip", ZIP);
    await world.as("dana").customer.checkCaller(asked);
    const other = await world.place();
    const { checkCaller: dana } = world.as("dana").customer;
    for (const ask of [
      () => world.as("luis").customer.checkCaller(asked),
      () => dana({ ...asked, sagaUuid: other.sagaUuid }),
      () => dana({ ...asked, field: "birth_date", value: BIRTH_DATE }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect(await kept(other)).toEqual([]);
  });

  test("is asked for by POST, from the console's own pages, and kept by no cache", async () => {
    const order = await world.place();
    const post = (origin: string) =>
      world.fetch("dana", "customer.checkCaller", {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify(said(order, "zip", ZIP)),
      });
    const answer = await post("http://localhost:3000");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const input = encodeURIComponent(JSON.stringify(said(order, "zip", ZIP)));
    const read = await world.fetch("dana", `customer.checkCaller?input=${input}`);
    expect(read.status).toBe(405);
    expect(await kept(order)).toHaveLength(1);
  });

  test("of no real day, of no ZIP or of no order is refused, uses no try and repeats no value", async () => {
    const order = await world.place();
    const { checkCaller: ask } = world.as("dana").customer;
    for (const wrong of [
      said(order, "birth_date", "1981-02-30"),
      said(order, "birth_date", "99999"),
      said(order, "zip", "6270"),
    ]) {
      const failure: unknown = await ask(wrong).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "BAD_REQUEST" });
      expect(String(failure)).not.toContain(wrong.value);
    }
    expect(await kept(order)).toEqual([]);
    const nowhere = { ...order, sagaUuid: randomUUID() };
    await expect(ask(said(nowhere, "zip", ZIP))).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await kept(nowhere)).toEqual([]);
  });

  test("is for nobody who is signed out", async () => {
    const order = await world.place();
    await expect(
      world.as(null).customer.checkCaller(said(order, "zip", ZIP)),
    ).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(await kept(order)).toEqual([]);
  });

  test("can be changed or taken away by nothing that the product runs", async () => {
    await compareZip(await world.place(), ZIP);
    for (const change of [
      sql`update caller_checks set outcome = 'match'`,
      sql`delete from caller_checks`,
    ]) {
      await expect(world.db.execute(change)).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });

  test("beyond the tries is told in the log by ids alone", async () => {
    const order = await world.place();
    await triedBefore(order, 10, 5);
    const warned: object[] = [];
    const log = { info: () => undefined, warn: (facts: object) => void warned.push(facts) };
    await checkCaller({ db: world.db, log }, { ...said(order, "zip", ZIP), actorId: "dana" });
    expect(warned).toEqual([{ actorId: "dana", sagaUuid: order.sagaUuid, field: "zip" }]);
  });
});
