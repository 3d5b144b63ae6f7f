import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client";
import {
  findCallerCheck,
  findCallerFacts,
  readNewestCallerChecks,
  readTriesOfHour,
} from "#db/queries/caller-checks";
import { readStandingClaims } from "#db/queries/claims";
import { readChangesAfter, readEventHead } from "#db/queries/events";
import { countRevealsOfHour, readNewestReveals } from "#db/queries/reveals";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { rowsRead } from "#testing/explain-plan";
import { givenWatchedDatabase, type WatchedDatabase } from "#testing/watched-database";
import { findClaim } from "./claims/find-claim.ts";
import { getEvent } from "./events/get-event.ts";
import { listEvents, MOST_WALKED } from "./events/list-events.ts";
import { MOST_EVENTS, partnerFigures } from "./figures/partner-figures.ts";
import { countInbox, countNeeding } from "./inbox/count-inbox.ts";
import { readInbox } from "./inbox/list-inbox.ts";
import { INBOX_OWNERS, type InboxOwnerFilter } from "./inbox/views.ts";
import { countOrders } from "./list/count-orders.ts";
import { listOrders } from "./list/list-orders.ts";
import { EVERYTHING } from "./list/list-wish.ts";
import { LIST_FILTERS, type ListFilter } from "./list/views.ts";
import { getOrderView } from "./order-view/get-order-view.ts";
import { getHistory } from "./overview/get-history.ts";
import { readOverview } from "./overview/get-overview.ts";
import { OVERVIEW_RANGES } from "./overview/views.ts";
import {
  listStaffActions,
  STAFF_ACTION_AREAS,
  type StaffActionArea,
} from "./settings/list-staff-actions.ts";

/** After a while nearly all is done, little is under way. */
const ORDER_COUNT = 20_000;
const ORDER_NUMBER = "RX-0000-0000";

const FILL = `
  with made as (
    select n, gen_random_uuid() as order_uuid, gen_random_uuid() as saga_uuid,
      case when n % 400 = 0 then 'PENDING_SHIPMENT' when n % 401 = 0 then 'COMPENSATING'
           when n % 12 = 0 then 'CANCELLED' else 'COMPLETED' end as state
    from generate_series(1, ${ORDER_COUNT}) n
  ), ordered as (
    insert into orders (order_uuid, order_number, client_id, external_order_id, line_count,
      shipping_service, ship_to_line1, ship_to_city, ship_to_state, ship_to_postal_code,
      ship_to_country, version, notice_kind, notice_state, created_at, updated_at)
    select order_uuid, case n when 1 then '${ORDER_NUMBER}' else 'RX-' || n end, 'shop', n::text, 1,
      'standard', '1 Test Way', 'Chicago', 'IL', '60601', 'US', 1, 'shipped',
      case when n % 500 = 0 then 'failed' else 'told' end, now(), now()
    from made
  ), patient as (
    insert into patients (order_uuid, client_id, external_patient_id, given_names, family_name,
      birth_date, email, preferred_channel, locale)
    select order_uuid, 'shop', n::text, array['Testa'], 'Person', '1980-01-01', 'a@b.example',
      'email', 'en-US'
    from made
  ), event as (
    insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
      event_version, event_data, metadata, occurred_at)
    select saga_uuid, 'order_fulfillment_saga', v, 'NoteAdded', 1, '{}', '{}', now()
    from made, generate_series(1, 3) v
  ), acted as (
    insert into operator_actions (action_id, kind, saga_uuid, actor_id, reason_code, revision_seen,
      decision, version_before, created_at)
    select gen_random_uuid(), 'retry', saga_uuid, 'dana', 'other', 1, 'accepted', 1, now() from made
  ), noted as (
    insert into notes (note_id, version, saga_uuid, author_id, text, created_at)
    select gen_random_uuid(), 1, saga_uuid, 'dana', 'The customer called.', now() from made
  ), revealed as (
    insert into reveals (reveal_uuid, saga_uuid, actor_id, purpose, revealed_at, until)
    select gen_random_uuid(), saga_uuid, 'dana', 'investigation', now(), now() + interval '5 min'
    from made
  ), compared as (
    insert into caller_checks (check_uuid, saga_uuid, actor_id, field, outcome, checked_at)
    select gen_random_uuid(), saga_uuid, 'dana', 'zip', 'match', now()
    from made
  ), claimed as (
    -- Few are at work; most claims ran out and were never closed.
    insert into claims (claim_id, saga_uuid, actor_id, claimed_at, expires_at)
    select gen_random_uuid(), saga_uuid, case when n % 2800 = 0 then 'dana' else 'luis' end,
      now() - interval '1 h', now() + case when n % 1400 = 0 then 1 else -1 end * interval '30 min'
    from made where n % 1400 = 0 or n % 7 = 1
  )
  insert into order_fulfillment_sagas (saga_uuid, order_uuid, state, compensation_stack, version,
    revision, dispatch, gate, epoch, attempt, tries, parked_reason, parked_at, started_at,
    created_at, updated_at, definition_version, min_reader_version)
  select saga_uuid, order_uuid, state, '[]', 1, 1, 1, false, 0, 0, 0,
    case when n % 700 = 0 then 'OUTCOME_UNKNOWN' end, case when n % 700 = 0 then now() end,
    now(), now(), now(), 1, 1
  from made`;

const FILL_STAFF_ACTIONS = `
  insert into staff_actions (action_id, kind, actor_id, subject, details, created_at)
  select gen_random_uuid(), (array['account_created', 'api_key_created', 'fault_injected'])[1 + n % 3], 'dana', 'luis', '{}', now() - make_interval(mins => n)
  from generate_series(1, 5000) n`;

/** As after weeks of work: each interval has something of everything. */
const FILL_ROLLUPS = `
  with buckets as (
    select 300 as width, generate_series(now() - interval '3 days', now(), interval '5 minutes') as at
    union all
    select 3600, generate_series(now() - interval '36 days', now(), interval '1 hour')
  ), activity as (
    insert into activity_rollups (width_seconds, bucket_at, measure, count)
    select width, date_bin(make_interval(secs => width), at, timestamptz 'epoch'), measure, 7
    from buckets, unnest(array['orders_placed', 'orders_completed', 'orders_cancelled', 'customers_told',
      'prescription_failed', 'inventory_failed', 'shipment_failed', 'undo_failed', 'mail_failed']) measure
  )
  insert into duration_rollups (width_seconds, bucket_at, subject, bin, count)
  select width, date_bin(make_interval(secs => width), at, timestamptz 'epoch'), subject, bin, 3
  from buckets, unnest(array['prescription', 'inventory', 'shipment', 'order', 'undo']) subject,
    generate_series(10, 24) bin`;

let world: WatchedDatabase;
let db: Db;
const expectIndexed: WatchedDatabase["expectIndexed"] = (...asked) => world.expectIndexed(...asked);

beforeAll(async () => {
  world = await givenWatchedDatabase([FILL, FILL_ROLLUPS, FILL_STAFF_ACTIONS], GROWING);
  db = world.db;
});
afterAll(() => world.close());

const ANY_EVENT = {
  cursor: null,
  limit: 50,
  types: [],
  actor: null,
  orderNumber: null,
  from: null,
  until: null,
};

const PARKED = "order_fulfillment_sagas_parked_idx";
const MOVING = "order_fulfillment_sagas_moving_id_idx";
const FAILED = "orders_notice_failed_idx";

/** What each list is walked along; the others along all orders. */
const INDEX_OF_LIST: Partial<Record<ListFilter, readonly string[]>> = {
  open: [MOVING, PARKED],
  needs_a_person: [PARKED, FAILED],
  outcome_unknown: [MOVING],
  in_progress: [MOVING],
  undoing: [MOVING],
};

const INDEX_OF_INBOX: Record<InboxOwnerFilter, readonly string[]> = {
  all: [PARKED, FAILED],
  mine: ["claims_open_actor_id_expires_at_idx"],
  unclaimed: [PARKED, FAILED, "claims_open_key"],
};

const INDEX_OF_RECORD: Partial<Record<StaffActionArea, string>> = {
  reveals: "reveals_pkey",
  caller_checks: "caller_checks_pkey",
};

const GROWING = [
  "order_fulfillment_sagas",
  "orders",
  "patients",
  "event_store",
  "operator_actions",
  "order_lines",
  "notes",
  "reveals",
  "caller_checks",
  "claims",
  "staff_actions",
  // The other rollups are some ten thousand rows for ever, and may well be read from end to end.
  "duration_rollups",
];

describe("no query of the console reads a growing table from end to end", () => {
  test.each(LIST_FILTERS)("the list of %s", async (filter) => {
    await expectIndexed(
      () =>
        listOrders(
          { db, policy: DEFAULT_POLICY },
          { filter, where: EVERYTHING, sort: "newest", cursor: null, limit: 50 },
          "dana",
        ),
      // One in twelve is cancelled: walking the newest orders past the others is then cheaper.
      1_500,
      ...(INDEX_OF_LIST[filter] ?? ["order_fulfillment_sagas_pkey"]),
    );
  });

  test("who has each order of a list, and how many notes it has", async () => {
    const wish = { filter: "all", where: EVERYTHING, sort: "newest" } as const;
    const page = { cursor: null, limit: 50 };
    await expectIndexed(
      () => listOrders({ db, policy: DEFAULT_POLICY }, { ...wish, ...page }, "dana"),
      100,
      "claims_open_key",
      "notes_saga_uuid_created_at_idx",
    );
  });

  test.each(INBOX_OWNERS)("the inbox, %s", async (owner) => {
    const question = { owner, cursor: null, limit: 25, viewerId: "dana" };
    const through = INDEX_OF_INBOX[owner];
    await expectIndexed(() => readInbox({ db, policy: DEFAULT_POLICY }, question), 200, ...through);
    const first = await readInbox({ db, policy: DEFAULT_POLICY }, question);
    if (owner === "mine") return;
    expect(first.nextCursor).not.toBeNull();
    const next = { ...question, cursor: first.nextCursor };
    await expectIndexed(() => readInbox({ db, policy: DEFAULT_POLICY }, next), 200, ...through);
  });

  test("the numbers beside the inbox", async () => {
    const needing = () => countNeeding(db);
    await expectIndexed(() => countInbox({ db, needing }, "dana"), 100, PARKED, FAILED);
  });

  test("who has an order", async () => {
    await expectIndexed(() => findClaim(db, randomUUID(), "dana"), 1, "claims_open_key");
  });

  test("one order's page", async () => {
    const viewer = { userId: "dana", role: "support" } as const;
    await expectIndexed(
      () => getOrderView({ db, policy: DEFAULT_POLICY }, viewer, ORDER_NUMBER),
      10,
    );
  });

  test("who saw customers' data: the newest, and how often one person did", async () => {
    await expectIndexed(() => readNewestReveals(db, 20), 20);
    await expectIndexed(() => countRevealsOfHour(db, "luis"), 1);
  });

  test("callers compared with orders: the newest, and what one more try asks", async () => {
    await expectIndexed(() => readNewestCallerChecks(db, 20), 20);
    await expectIndexed(() => readTriesOfHour(db, randomUUID(), 5), 1);
    await expectIndexed(() => findCallerFacts(db, randomUUID()), 1);
    await expectIndexed(() => findCallerCheck(db, randomUUID()), 1);
  });

  test("one order's events, and one event with all that its order has", async () => {
    const head = await readEventHead(db);
    const ofOrder = { ...ANY_EVENT, orderNumber: ORDER_NUMBER };
    await expectIndexed(
      () => listEvents({ db }, ofOrder),
      10,
      "event_store_aggregate_uuid_aggregate_version_key",
    );
    await expectIndexed(() => getEvent({ db }, head), 10);
  });

  test("the events of all orders: a page, and a filter that finds nothing, stop at their bound", async () => {
    await expectIndexed(() => listEvents({ db }, ANY_EVENT), 60, "event_store_pkey");
    const rare = { ...ANY_EVENT, types: ["OrderCancelled"], actor: "person" as const };
    await expectIndexed(() => listEvents({ db }, rare), MOST_WALKED, "event_store_pkey");
    const hour = new Date(Date.now() - 3_600_000).toISOString();
    const ofATime = { ...ANY_EVENT, from: hour, until: new Date().toISOString() };
    await expectIndexed(() => listEvents({ db }, ofATime), 60, "event_store_pkey");
  });

  test("how the partners answered lately looks at the end of the store", async () => {
    await expectIndexed(() => partnerFigures({ db }), MOST_EVENTS, "event_store_pkey");
  });

  test.each(STAFF_ACTION_AREAS)("what staff did to %s", async (area) => {
    // One in three belongs to an area: the newest are walked past the others.
    const through = INDEX_OF_RECORD[area] ?? "staff_actions_created_at_idx";
    await expectIndexed(() => listStaffActions(db, area), 200, through);
  });

  test("the live feed", async () => {
    const head = await readEventHead(db);
    await expectIndexed(() => readChangesAfter(db, head - 20, 1_000), 20);
    await expectIndexed(() => readEventHead(db), 1);
    // Those that ran out without being closed lie at the other end of its index.
    await expectIndexed(() => readStandingClaims(db, 1_000), 20);
  });

  test("the overview as it is now", async () => {
    await expectIndexed(
      () => readOverview({ db, policy: DEFAULT_POLICY }),
      1_500,
      ...[MOVING, PARKED, FAILED, "duration_rollups_pkey"],
    );
  });

  test.each(OVERVIEW_RANGES)("what happened in %s", async (range) => {
    await expectIndexed(() => getHistory({ db }, { range }), 6_000);
  });

  test("the counts stop at their bound, and count small sets by their own index", async () => {
    const { counts } = await countOrders({ db });
    expect(counts.all).toEqual({ count: 10_000, atLeast: true });
    expect(counts.completed).toEqual({ count: 10_000, atLeast: true });
    expect(counts.undoing.atLeast).toBe(false);
    for (const { query, nodes } of await world.plansOf(() => countOrders({ db }))) {
      const most = Math.max(...nodes.map(rowsRead));
      // The few that the walk to the ten thousandth passes over are read as well.
      expect(most, query).toBeLessThan(12_000);
    }
  });
});
