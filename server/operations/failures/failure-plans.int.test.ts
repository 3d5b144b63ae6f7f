import { afterAll, beforeAll, test } from "vitest";
import type { Db } from "#db/client";
import { hasBulkWork, readWorkingBulks, tallyBulk } from "#db/queries/bulk";
import { readEventsBetween } from "#db/queries/failure-counts";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { givenWatchedDatabase, type WatchedDatabase } from "#testing/watched-database";
import { freezeBulk } from "../bulk/freeze-bulk.ts";
import { getBulk } from "../bulk/get-bulk.ts";
import { getFailure } from "./get-failure.ts";
import { countNewFailures, listFailures } from "./list-failures.ts";
import { troubledOrders } from "./troubled-orders.ts";

/** Nearly all is done; one order in forty is in trouble, in twenty groups that are as many years old. */
const ORDER_COUNT = 20_000;
const GROUPS = 20;
const BULKS = 400;

const FILL = `
  with made as (
    select n, gen_random_uuid() as order_uuid, gen_random_uuid() as saga_uuid, n % 40 = 0 as failing
    from generate_series(1, ${ORDER_COUNT}) n
  ), ordered as (
    insert into orders (order_uuid, order_number, client_id, external_order_id, line_count,
      shipping_service, ship_to_line1, ship_to_city, ship_to_state, ship_to_postal_code,
      ship_to_country, version, notice_state, created_at, updated_at)
    select order_uuid, 'RX-' || n, 'shop', n::text, 1, 'standard', '1 Test Way', 'Chicago', 'IL',
      '60601', 'US', 1, 'none', now(), now() from made
  ), patient as (
    insert into patients (order_uuid, client_id, external_patient_id, given_names, family_name,
      birth_date, email, preferred_channel, locale)
    select order_uuid, 'shop', n::text, array['Testa'], 'Person', '1980-01-01', 'a@b.example',
      'email', 'en-US' from made
  ), event as (
    insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
      event_version, event_data, metadata, occurred_at)
    select saga_uuid, 'order_fulfillment_saga', v, 'NoteAdded', 1, '{}', '{}', now()
    from made, generate_series(1, 3) v
  )
  insert into order_fulfillment_sagas (saga_uuid, order_uuid, state, compensation_stack, version,
    revision, dispatch, gate, epoch, attempt, tries, step, direction, next_attempt_at, lease_until,
    last_error_code, last_error_at, started_at, created_at, updated_at, definition_version,
    min_reader_version)
  select saga_uuid, order_uuid, case when failing then 'PENDING_SHIPMENT' else 'COMPLETED' end, '[]',
    1, 1, 1, false, 0, 0, 0, case when failing then 'shipment' end,
    case when failing then 'forward' end, case when failing then now() end,
    case when failing then now() end, case when failing then 'code_' || n / 40 % ${GROUPS} end,
    case when failing then now() end, now(), now(), now(), 1, 1
  from made`;

const FILL_GROUPS = `
  with made as (
    insert into failure_groups (fingerprint, step, direction, code, first_seen_at, last_seen_at,
      attempt_count, order_count, status_at)
    select 'shipment.forward.code_' || n, 'shipment', 'forward', 'code_' || n,
      now() - interval '20 years', now(), 1, 1, now() from generate_series(0, ${GROUPS - 1}) n
    returning id
  ), hour as (
    insert into failure_group_hours (group_id, hour, attempts)
    select id, date_trunc('hour', now()) - make_interval(hours => h), 1 + h % 7
    from made, generate_series(0, 2000) h
  ), note as (
    insert into failure_group_notes (note_id, group_id, kind, note, created_at)
    select gen_random_uuid(), id, 'note', 'Text', now() - make_interval(hours => h)
    from made, generate_series(1, 400) h
  ), bulk as (
    insert into bulk_operations (bulk_uuid, kind, group_id, state, state_at, asked_by, reason_code,
      frozen_at, started_at)
    select gen_random_uuid(), 'retry', (select min(id) from made), 'done', now(), 'dana', 'other',
      now(), now() from generate_series(1, ${BULKS})
    returning id
  )
  insert into bulk_operation_orders (bulk_id, ordinal, saga_uuid, order_number, revision, stage,
    state, asked_at)
  select id, n, gen_random_uuid(), 'RX-1', 1, 4, 'fixed', now() from bulk, generate_series(1, 50) n`;

let world: WatchedDatabase;
let db: Db;
const expectIndexed: WatchedDatabase["expectIndexed"] = (...asked) => world.expectIndexed(...asked);

beforeAll(async () => {
  world = await givenWatchedDatabase([FILL, FILL_GROUPS], GROWING);
  db = world.db;
});
afterAll(() => world.close());

const GROWING = [
  "order_fulfillment_sagas",
  "orders",
  "patients",
  "event_store",
  "failure_group_hours",
  "failure_group_notes",
  "bulk_operations",
  "bulk_operation_orders",
];

const TROUBLE = "order_fulfillment_sagas_trouble_id_idx";

const services = () => ({ db, policy: DEFAULT_POLICY });
const dana = { userId: "dana", role: "support" as const };

async function firstId(table: "failure_groups" | "bulk_operations"): Promise<number> {
  const { rows } = await world.pool.query<{ id: string }>(`select min(id) as id from ${table}`);
  return Number(rows[0]?.id);
}

test("the list of groups reads the open orders, and the hours of one day", async () => {
  // Twenty groups of 25 open orders, and of 24 hours.
  await expectIndexed(() => listFailures({ db }), 600, TROUBLE, "failure_group_hours_pkey");
});

test("the count of new groups reads the groups alone", async () => {
  await expectIndexed(() => countNewFailures({ db }), GROUPS);
});

test("a group's page reads that group", async () => {
  const id = await firstId("failure_groups");
  await expectIndexed(
    () => getFailure(services(), "dana", id),
    120,
    ...[TROUBLE, "failure_group_notes_group_id_created_at_idx"],
  );
});

test("the orders of a group are read by their trouble, also after those of a page before", async () => {
  const wish = { fingerprint: "shipment.forward.code_1", afterId: 0 };
  await expectIndexed(() => troubledOrders(services(), wish), 60, TROUBLE);
  await expectIndexed(() => troubledOrders(services(), { ...wish, afterId: 900 }), 60, TROUBLE);
});

test("the preview of an operation reads its orders", async () => {
  const id = await firstId("failure_groups");
  const wish = {
    bulkUuid: crypto.randomUUID(),
    kind: "retry" as const,
    set: { type: "group" as const, id },
  };
  await expectIndexed(() => freezeBulk(services(), dana, wish), 60);
});

test("the page of an operation reads its orders, and the worker the operations that run", async () => {
  const id = await firstId("bulk_operations");
  await expectIndexed(
    () => getBulk({ db }, dana, id),
    60,
    "bulk_operation_orders_bulk_id_saga_uuid_key",
  );
  await expectIndexed(() => hasBulkWork(db), 10);
  await expectIndexed(() => readWorkingBulks(db, 20), 10);
  await expectIndexed(() => tallyBulk(db, id), 60);
});

test("counting reads the stretch of events that it was told", async () => {
  const types = ["NoteAdded"];
  await expectIndexed(() => readEventsBetween(db, { after: 1_000, upTo: 1_500, types }), 500);
});
