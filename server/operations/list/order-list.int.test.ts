import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIVE_STATUSES, type LiveStatus } from "../situation/views.ts";
import { type ConsoleWorld, made, openConsoleWorld } from "../testing/console-world.ts";

let world: ConsoleWorld;
let owner: pg.Client;

/** Rows as no story alone makes them: every mix of what a status is told by. */
const ROW = fc.record({
  state: fc.constantFrom(
    "PENDING_PRESCRIPTION",
    "PENDING_SHIPMENT",
    "COMPENSATING",
    "COMPLETED",
    "CANCELLED",
  ),
  work: fc.constantFrom(null, "forward", "undo"),
  step: fc.constantFrom("prescription", "inventory", "shipment"),
  parked: fc.constantFrom(
    null,
    null,
    null,
    "OUTCOME_UNKNOWN",
    "COMPENSATION_REFUSED",
    "COMPENSATION_EXHAUSTED",
    "HELD_BY_OPERATOR",
  ),
  dueInSeconds: fc.constantFrom(-200, -5, 900),
  leaseInSeconds: fc.constantFrom(-100, -5, 900),
  inDoubt: fc.boolean(),
  tries: fc.constantFrom(0, 3),
  error: fc.constantFrom(null, "timeout"),
  kind: fc.constantFrom(null, "shipped", "cancelled"),
  notice: fc.constantFrom("due", "told", "failed"),
  noticeCode: fc.constantFrom(null, "mailbox_full"),
  endedAgo: fc.constantFrom(5, 600),
  deadlineInSeconds: fc.constantFrom(null, 60, 600, 7_200),
});

const INSERT = `
  with r as (select * from jsonb_to_recordset($1) as r(
    n int, state text, work text, step text, parked text, "dueInSeconds" int, "leaseInSeconds" int,
    "inDoubt" bool, tries int, error text, kind text, notice text, "noticeCode" text,
    "endedAgo" int, "deadlineInSeconds" int)),
  made as (select r.*, gen_random_uuid() as order_uuid, now() as at from r),
  ordered as (
    insert into orders (order_uuid, order_number, client_id, external_order_id, line_count,
      shipping_service, ship_to_line1, ship_to_city, ship_to_state, ship_to_postal_code,
      ship_to_country, version, notice_kind, notice_state, notice_code, created_at, updated_at)
    select order_uuid, 'R' || n, 'many', n::text, 1, 'standard', '1 Test Way', 'Chicago', 'IL',
      '60601', 'US', 1, kind, case when kind is null then 'none' else notice end, "noticeCode",
      at, at from made),
  patient as (
    insert into patients (order_uuid, client_id, external_patient_id, given_names, family_name,
      birth_date, email, preferred_channel, locale)
    select order_uuid, 'many', n::text, array['Testa'], 'Person', '1980-01-01', 'a@b.example',
      'email', 'en-US' from made)
  insert into order_fulfillment_sagas (saga_uuid, order_uuid, state, compensation_stack, version,
    revision, dispatch, step, direction, next_attempt_at, lease_until, gate, epoch, attempt, tries,
    in_doubt_since, parked_reason, parked_at, parked_code, last_error_code, last_error_at,
    deadline_at, started_at, completed_at, created_at, updated_at, definition_version, min_reader_version)
  select gen_random_uuid(), order_uuid, state, '[]', 1, 1, 1,
    case when work is not null then step end, work,
    case when work is not null then at + "dueInSeconds" * interval '1 s' end,
    case when work is not null then at + "leaseInSeconds" * interval '1 s' end,
    false, 0, 0, tries, case when "inDoubt" then at end, parked,
    case when parked is not null then at end, parked, error, case when error is not null then at end,
    case when work = 'forward' and parked is null then at + "deadlineInSeconds" * interval '1 s' end,
    at - "endedAgo" * interval '1 s', at - "endedAgo" * interval '1 s', at, at, 1, 1
  from made order by n`;

beforeAll(async () => {
  world = await openConsoleWorld();
  owner = new pg.Client({ connectionString: world.copy.adminUrl });
  await owner.connect();
  // Without work and without a reason to wait, a saga has ended.
  const rows = fc
    .sample(ROW, { numRuns: 900, seed: 11 })
    .filter(
      ({ state, work, parked }) => work || parked || state === "COMPLETED" || state === "CANCELLED",
    );
  await owner.query(INSERT, [JSON.stringify(rows.map((row, n) => ({ n, ...row })))]);
  // ScriptLine is on hold on the way there, Parcelway fails on the way back.
  await owner.query(
    `update partner_status set held_since = now(), held_by = 'luis'
     where partner = 'prescription' and direction = 'forward'`,
  );
  await owner.query(
    `update partner_status set circuit_cause = 'failing', circuit_code = 'timeout',
       opened_at = now(), probe_at = now() + interval '1 min'
     where (partner, direction) in (('carrier', 'undo'), ('inventory', 'forward'))`,
  );
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

type Wish = Parameters<ReturnType<ConsoleWorld["as"]>["orders"]["list"]>[0];

/** All pages of a list, one after the other. */
async function wholeList(wish: Wish, limit = 100) {
  const items = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<ConsoleWorld["as"]>["orders"]["list"]>> = await world
      .as("dana")
      .orders.list({ ...wish, cursor, limit });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

const numbers = (items: readonly { orderNumber: string }[]) =>
  items.map(({ orderNumber }) => orderNumber);

describe("a list by status", () => {
  test.each(LIVE_STATUSES)("of %s holds exactly the orders whose badge says so", async (status) => {
    const all = await wholeList({});
    const badged = all.filter((item) => item.status.status === status);
    expect(badged.length).toBeGreaterThan(0);
    expect(numbers(await wholeList({ where: { statuses: [status] } }))).toEqual(numbers(badged));
  });

  test("of several is all of them together, and its count is its length", async () => {
    const statuses: LiveStatus[] = ["stalled", "customer_not_told", "undo_refused", "completed"];
    const all = await wholeList({});
    const wanted = all.filter((item) => statuses.includes(item.status.status));
    const listed = await wholeList({ where: { statuses } });
    expect(numbers(listed)).toEqual(numbers(wanted));
    expect(await world.as("luis").orders.count({ where: { statuses } })).toMatchObject({
      count: wanted.length,
      atLeast: false,
    });
  });
});

describe("a list in another order", () => {
  test("by age begins with the oldest, and its pages meet", async () => {
    const newest = numbers(await wholeList({ filter: "open" }));
    expect(numbers(await wholeList({ filter: "open", sort: "oldest" }, 7))).toEqual(
      newest.toReversed(),
    );
  });

  test("by time left has the shortest first, those without a clock behind, and none twice", async () => {
    const items = await wholeList({ filter: "open", sort: "time_left" }, 7);
    const clocks = items.map(({ deadlineAt }) => deadlineAt ?? "none");
    // "none" is behind every instant in ASCII as well.
    expect(clocks).toEqual(clocks.toSorted());
    expect(clocks).toContain("none");
    expect(numbers(items).toSorted()).toEqual(
      numbers(await wholeList({ filter: "open" })).toSorted(),
    );
    expect(new Set(numbers(items)).size).toBe(items.length);
  });
});

describe("filters together", () => {
  test("keep what fits each of them", async () => {
    const all = await wholeList({ where: { partners: ["inventory"] } });
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ where }) => /Inventory|inventory/.test(where))).toBe(true);
    const atShipment = await wholeList({ where: { steps: ["shipment"] } });
    expect(atShipment.length).toBeGreaterThan(0);
    expect(atShipment.every(({ where }) => /shipment/i.test(where))).toBe(true);
    const both = await wholeList({
      where: { partners: ["inventory"], statuses: ["on_hold", "undoing"], code: "timeout" },
    });
    expect(both.length).toBeGreaterThan(0);
    expect(new Set(both.map(({ status }) => status.status))).toEqual(
      new Set(["on_hold", "undoing"]),
    );
    const parked = await wholeList({ where: { reasons: ["COMPENSATION_REFUSED"] } });
    expect(new Set(parked.map(({ status }) => status.status))).toEqual(new Set(["undo_refused"]));
  });

  test("by the messenger are the orders whose customer was not told", async () => {
    const untold = await wholeList({ where: { statuses: ["customer_not_told"] } });
    expect(numbers(await wholeList({ where: { partners: ["notifications"] } }))).toEqual(
      numbers(untold),
    );
  });

  test("by time hold what was placed within it", async () => {
    const earlier = await wholeList({});
    const [{ now } = { now: new Date() }] = (await owner.query<{ now: Date }>("select now()")).rows;
    const later = await world.place();
    const since = now.toISOString();
    expect(numbers(await wholeList({ where: { placedFrom: since } }))).toEqual([later.orderNumber]);
    expect(numbers(await wholeList({ where: { placedBefore: since } }))).toEqual(numbers(earlier));
    expect(await wholeList({ where: { olderThanMinutes: 60 } })).toEqual([]);
  });

  test("refuse the cursor of a list with others, and a code that could be text", async () => {
    const dana = world.as("dana");
    const { nextCursor } = await dana.orders.list({ where: { steps: ["shipment"] }, limit: 1 });
    expect(nextCursor).not.toBeNull();
    await expect(
      dana.orders.list({ where: { steps: ["inventory"] }, cursor: nextCursor }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(dana.orders.list({ where: { code: "Ada Example" } })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });
});

test("the tab of unknown outcomes shows one as soon as a partner gives no answer", async () => {
  const order = await world.place();
  // ScriptLine is on hold here, so the order waits at Parcelway.
  await world.answer(order, made("scr_9"), made("hold_9"), { type: "unknown", code: "timeout" });
  const { items } = await world.as("dana").orders.list({ filter: "outcome_unknown", limit: 100 });
  expect(numbers(items)).toContain(order.orderNumber);
});
