import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client";
import { insertSavedView } from "#db/queries/saved-views";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { givenWatchedDatabase, type WatchedDatabase } from "#testing/watched-database";
import { findOrders } from "../find/find-orders.ts";
import { countSavedViews } from "../saved-views/count-saved-views.ts";
import { countListedOrders } from "./count-orders.ts";
import { listOrders } from "./list-orders.ts";
import { EVERYTHING } from "./list-wish.ts";
import type { ListWish } from "./views.ts";

/** Three years of a small shop: two in three hundred are under way, a few wait for a person. */
const ORDER_COUNT = 30_000;

const FILL = `
  with made as (
    select n, gen_random_uuid() as order_uuid, gen_random_uuid() as saga_uuid,
      n % 300 = 0 as forward, n % 301 = 0 as undo, n % 700 = 0 as parked,
      now() - (${ORDER_COUNT} - n) * interval '1 min' as at
    from generate_series(1, ${ORDER_COUNT}) n
  ), ordered as (
    insert into orders (order_uuid, order_number, client_id, external_order_id, line_count,
      shipping_service, ship_to_line1, ship_to_city, ship_to_state, ship_to_postal_code,
      ship_to_country, version, notice_kind, notice_state, created_at, updated_at)
    select order_uuid, 'RX-' || n, 'shop-' || n % 5, 'ext-' || n, 1, 'standard', '1 Test Way',
      'Chicago', 'IL', '60601', 'US', 1, case when forward or undo then null else 'shipped' end,
      case when forward or undo then 'none' when n % 900 = 0 then 'failed' else 'told' end, at, at
    from made
  ), patient as (
    insert into patients (order_uuid, client_id, external_patient_id, given_names, family_name,
      birth_date, email, email_index, phone_index, preferred_channel, locale)
    select order_uuid, 'shop', n::text, array['Testa'], 'Person', '1980-01-01', 'a@b.example',
      'email-' || n % 9000, 'phone-' || n, 'email', 'en-US'
    from made
  )
  insert into order_fulfillment_sagas (saga_uuid, order_uuid, state, compensation_stack, version,
    revision, dispatch, step, direction, next_attempt_at, lease_until, gate, epoch, attempt, tries,
    parked_reason, parked_at, prescription_reference, tracking_number, deadline_at, started_at,
    created_at, updated_at, definition_version, min_reader_version)
  select saga_uuid, order_uuid,
    case when forward then 'PENDING_SHIPMENT' when undo then 'COMPENSATING'
      when n % 12 = 0 then 'CANCELLED' else 'COMPLETED' end, '[]', 1, 1, 1,
    case when forward or undo then 'shipment' end,
    case when forward then 'forward' when undo then 'undo' end,
    case when forward or undo then at end, case when forward or undo then at end,
    false, 0, 0, 0, case when parked then 'OUTCOME_UNKNOWN' end, case when parked then at end,
    'scr_' || n, 'track_' || n, case when forward and not parked then now() + n * interval '1 s' end,
    at, at, at, 1, 1
  from made order by n`;

let world: WatchedDatabase;
let db: Db;
const expectIndexed: WatchedDatabase["expectIndexed"] = (...asked) => world.expectIndexed(...asked);

beforeAll(async () => {
  world = await givenWatchedDatabase([FILL], GROWING);
  db = world.db;
});
afterAll(() => world.close());

const GROWING = ["order_fulfillment_sagas", "orders", "patients"];
/** What one walk finds at most; see db/queries/order-list.ts. */
const WALK = 10_000;
/** Where nearly all is of one kind, the few that a walk passes over are read as well, or those beside a span. */
const WALKED = 12_010;

type Case = [
  name: string,
  wish: Partial<Omit<ListWish, "where">>,
  where: Partial<ListWish["where"]>,
  most: number,
];

const CASES: Case[] = [
  ["all open by time left", { filter: "open", sort: "time_left" }, {}, 500],
  ["all open by age", { filter: "open", sort: "oldest" }, {}, 500],
  ["unknown outcomes", { filter: "outcome_unknown", sort: "time_left" }, {}, 500],
  ["retrying and stalled ones", {}, { statuses: ["retrying", "stalled"] }, 500],
  ["those held or refused", {}, { statuses: ["on_hold", "undo_refused", "undo_stopped"] }, 500],
  ["customers not told", {}, { statuses: ["customer_not_told"] }, 500],
  ["completed ones", {}, { statuses: ["completed"] }, WALKED],
  ["one pending step", {}, { steps: ["prescription"] }, 500],
  ["one partner, messenger included", {}, { partners: ["carrier", "notifications"] }, 500],
  ["one reason", {}, { reasons: ["OUTCOME_UNKNOWN"] }, 500],
  ["a code that nothing has", {}, { code: "no_such_code" }, WALKED],
  ["a code among the completed", { filter: "completed", sort: "oldest" }, { code: "x" }, WALKED],
  // As many as two lanes may be apart are looked at beyond the end of a span.
  ["older than a week", {}, { olderThanMinutes: 10_080 }, 2_500],
];

describe("no list reads a growing table from end to end:", () => {
  test.each(CASES)("%s", async (_, wish, where, most) => {
    const whole: ListWish = {
      filter: "all",
      sort: "newest",
      ...wish,
      where: { ...EVERYTHING, ...where },
    };
    const tools = { db, policy: DEFAULT_POLICY };
    await expectIndexed(
      () => listOrders(tools, { ...whole, cursor: null, limit: 50 }, "dana"),
      most,
    );
    if (whole.sort === "newest")
      await expectIndexed(() => countListedOrders({ db }, whole), WALKED);
  });

  test("by time left along the deadlines", async () => {
    const tools = { db, policy: DEFAULT_POLICY };
    const wish: ListWish = { filter: "open", sort: "time_left", where: EVERYTHING };
    await expectIndexed(
      () => listOrders(tools, { ...wish, cursor: null, limit: 50 }, "dana"),
      500,
      "order_fulfillment_sagas_deadline_at_idx",
    );
  });

  test("the numbers of saved views, whatever they ask for, look at a thousand rows of an index", async () => {
    for (const [name, wish, where] of CASES) {
      const whole = { filter: "all", sort: "newest", ...wish, where: { ...EVERYTHING, ...where } };
      const content = { wish: whole, hiddenColumns: [] };
      const kept = { viewId: randomUUID(), ownerId: "dana", name, content, shared: false };
      await insertSavedView(db, { ...kept, createdAt: new Date(), updatedAt: new Date() });
    }
    expect(Object.keys((await countSavedViews(db, "dana")).counts)).toHaveLength(12);
    // And those that two lanes may have put beside a span of time.
    await expectIndexed(() => countSavedViews(db, "dana"), 3_100);
  });

  test("what was placed on a day two weeks ago", async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
    const where = { ...EVERYTHING, placedFrom: day(14), placedBefore: day(13) };
    const work = () =>
      listOrders(
        { db, policy: DEFAULT_POLICY },
        { filter: "all", sort: "newest", where, cursor: null, limit: 100 },
        "dana",
      );
    expect((await work()).items).toHaveLength(100);
    // Two lanes' worth of rows beside the span are looked at, at either end.
    await expectIndexed(work, 4_500);
  });

  test.each([
    "RX-7K3M-92QF",
    "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b10",
    "ext-777",
    "track_777",
    "scr_777",
    "a@b.example",
    "(312) 555-2575",
    "RX-7K3M-92Q0",
  ])("a search for %s", async (text) => {
    const tools = { db, policy: DEFAULT_POLICY, contactIndexKey: "k".repeat(32) };
    await expectIndexed(() => findOrders(tools, text), 500);
  });
});

test("a filter that finds nothing says how far it looked, and goes on from there to the end", async () => {
  const wish: ListWish = {
    filter: "completed",
    sort: "newest",
    where: { ...EVERYTHING, code: "no_such_code" },
  };
  const tools = { db, policy: DEFAULT_POLICY };
  let cursor: string | null = null;
  const searched: (number | null)[] = [];
  do {
    const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(
      tools,
      { ...wish, cursor, limit: 50 },
      "dana",
    );
    expect(page.items).toEqual([]);
    searched.push(page.searched);
    cursor = page.nextCursor;
  } while (cursor !== null);
  // Some 27,000 are completed.
  expect(searched).toEqual([WALK, WALK, null]);
  expect(await countListedOrders({ db }, wish)).toMatchObject({ count: 0, atLeast: true });
});
