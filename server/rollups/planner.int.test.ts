import { afterAll, beforeAll, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { readPlanNodes, rowsRead } from "#testing/explain-plan";
import { COUNT_EVENTS } from "./count-events.ts";
import { OWN_WAITS } from "./facts.ts";

const SAGAS = 10_000;
const BATCH = 500;

/** Each saga's life in its own rows, as the store would hold it, but for the data that nobody counts. */
const FILL = `
  insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
    event_version, event_data, metadata, occurred_at)
  select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'order_fulfillment_saga', v,
    (array['OrderFulfillmentSagaStarted', 'OrderFulfillmentSagaStateChanged',
      'OrderFulfillmentSagaStateChanged', 'OrderFulfillmentSagaStateChanged'])[v], 1,
    case v when 1 then '{}' when 2 then '{"from": "PENDING_PRESCRIPTION", "to": "PENDING_INVENTORY_RESERVATION"}'
      when 3 then '{"from": "PENDING_INVENTORY_RESERVATION", "to": "PENDING_SHIPMENT"}'
      else '{"from": "PENDING_SHIPMENT", "to": "COMPLETED"}' end::jsonb, '{}', now()
  from generate_series(1, ${SAGAS}) n, generate_series(1, 4) v`;

let copy: TestDatabase;
beforeAll(async () => {
  copy = await copyTemplate();
});
afterAll(() => copy.drop());

test.each([
  ["that nobody has looked at yet", ""],
  ["whose statistics are known", "analyze event_store"],
])(
  "counting reads its own batch and what came before in its streams, in a store %s",
  async (_, look) => {
    await withClient(copy.adminUrl, async (client) => {
      await client.query("begin");
      await client.query(FILL);
      if (look !== "") await client.query(look);
      const { rows: heads } = await client.query<{ head: string }>(
        "select (max(id) - 5000)::text as head from event_store",
      );
      const { rows } = await client.query(`explain (analyze, format json) ${COUNT_EVENTS}`, [
        heads[0]?.head,
        BATCH,
        OWN_WAITS,
      ]);
      const scans = readPlanNodes(rows).filter((node) => node["Relation Name"] === "event_store");
      expect(scans.length).toBeGreaterThan(3);
      for (const node of scans) {
        expect(node["Node Type"]).not.toBe("Seq Scan");
        expect(rowsRead(node)).toBeLessThanOrEqual(4 * BATCH);
      }
      await client.query("rollback");
    });
  },
);
