import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startSandbox } from "#sandbox/start-sandbox";
import { awaitEnds } from "#scripts/demo/await-ends";
import { type PlacedOrder, placeDemoOrders } from "#scripts/demo/place-demo-orders";
import { createStorefrontClient } from "#scripts/demo/storefront-client";
import { openSmallInstance, SANDBOX_TOKEN } from "#scripts/demo/testing/open-small-instance";
import { databaseRoles, withClient, withDatabase } from "#scripts/postgres/prepare-database";
import { LEDGER_PARTNERS } from "#server/audit/ledger";
import { type Result, runAudit } from "#server/audit/run-audit";
import { RESERVATION_TTL_SECONDS } from "#server/partners/types";
import { copyTemplate, type TestDatabase, testServerUrl } from "#testing/database";

let lived: TestDatabase;
let sagas: { completed: string; cancelled: string; parked: string };

beforeAll(async () => {
  lived = await copyTemplate();
  const instance = await openSmallInstance(lived);
  const placed = await placeDemoOrders({ ...instance, orders: 12, seed: 1 });
  const ended = await awaitEnds(createStorefrontClient(instance), placed);
  await untilQueueIsEmpty();
  await instance.close();
  const sagaOf = (story: string) => ended.find((order) => order.story === story)?.sagaUuid ?? "";
  sagas = {
    completed: sagaOf("completes"),
    cancelled: sagaOf("undeliverable_address"),
    parked: sagaOf("undo_refused"),
  };
});
afterAll(() => lived.drop());

/** The customers are told by then, too. */
async function untilQueueIsEmpty(): Promise<void> {
  await withClient(lived.adminUrl, async (client) => {
    await vi.waitFor(
      async () => {
        const jobs = await client.query("select from pgboss.job where state < 'completed'");
        expect(jobs.rowCount).toBe(0);
      },
      { timeout: 20_000, interval: 100 },
    );
  });
}

let copies = 0;

/** The audit of a copy of that life, after a superuser has laid hands on it. */
async function auditAfter(
  change: (client: pg.Client) => Promise<unknown>,
  options: { withPartners?: boolean } = {},
): Promise<Result[]> {
  copies += 1;
  const database = `${new URL(lived.url).pathname.slice(1)}_${copies}`;
  const source = new URL(lived.url).pathname.slice(1);
  const server = testServerUrl();
  await withClient(server, (c) => c.query(`create database "${database}" template "${source}"`));
  const sandbox = options.withPartners
    ? await startSandbox({
        databaseUrl: withDatabase(lived.sandboxUrl, database),
        port: 0,
        smtpPort: 0,
        token: SANDBOX_TOKEN,
      })
    : null;
  try {
    await withClient(withDatabase(server, database), async (client) => {
      await client.query("alter table event_store disable trigger user");
      await change(client);
      await client.query("alter table event_store enable always trigger event_store_refuse_change");
      await client.query(
        "alter table event_store enable always trigger event_store_refuse_truncate",
      );
    });
    return await withClient(withDatabase(lived.adminUrl, database), (client) =>
      runAudit({
        client,
        appRole: databaseRoles.app,
        sandbox: sandbox && { url: sandbox.url, partners: LEDGER_PARTNERS },
      }),
    );
  } finally {
    await sandbox?.close();
    await withClient(server, (c) => c.query(`drop database "${database}" with (force)`));
  }
}

/** What was found wrong, check by check. */
function faultsOf(results: readonly Result[]): string[] {
  return results.flatMap((result) =>
    result.status === "broken" ? [`${result.name}: ${result.offender}`] : [],
  );
}

const nothing = async () => undefined;

describe("a database that nobody touched", () => {
  test("holds every promise, and the checks looked at all of it", async () => {
    const results = await auditAfter(nothing, { withPartners: true });
    expect(faultsOf(results)).toEqual([]);
    const counts = results.map((result) =>
      result.status === "holds" ? `${result.of}: ${result.count}` : result.status,
    );
    expect(counts).toEqual([
      "streams: 24",
      expect.stringMatching(/^linked events: 1\d\d$/),
      "checkpoints: 0",
      expect.stringMatching(/^events: 1\d\d$/),
      "guards: 25",
      "sagas: 12",
      "orders: 12",
      expect.stringMatching(/^rollups: \d+$/),
      "orders: 12",
      "open sagas and messages: 0",
      "ended sagas: 11",
      "sagas: 12",
      // No worker has compared with the partners yet.
      "skipped",
    ]);
  });
});

describe("one row that was altered", () => {
  const SAGA_COLUMNS: readonly [column: string, change: string][] = [
    ["revision", "revision + 1"],
    ["tracking_number", "'SBX000'"],
    ["completed_at", "completed_at - interval '1 ms'"],
    ["shipment_reference", "null"],
    ["compensation_stack", `jsonb_set(compensation_stack, '{1,status}', '"undone"')`],
    ["attempt", "attempt + 1"],
    ["deadline_at", "now()"],
  ];
  test.each(SAGA_COLUMNS)("in a saga's %s is named", async (column, change) => {
    const results = await auditAfter((client) =>
      client.query(
        `update order_fulfillment_sagas set ${column} = ${change} where saga_uuid = $1`,
        [sagas.completed],
      ),
    );
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `each saga is what its events say: saga ${sagas.completed}: column ${column} is`,
        ),
      ),
    );
  });

  test.each([
    ["notice_state", "'due'"],
    ["cancelled_at", "null"],
    ["order_number", "'RX-0000-0000'"],
    ["version", "version + 1"],
  ])("in an order's %s is named", async (column, change) => {
    const results = await auditAfter((client) =>
      client.query(
        `update orders set ${column} = ${change} where order_uuid =
         (select order_uuid from order_fulfillment_sagas where saga_uuid = $1)`,
        [sagas.cancelled],
      ),
    );
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(new RegExp(`each order is .*: order [0-9a-f-]+: column ${column} is`)),
    );
  });
});

describe("one event that was altered", () => {
  const ofSaga = (type: string) => `aggregate_uuid = $1 and event_type = '${type}'`;

  test.each([
    [
      "its data, which the saga's row shows",
      "PrescriptionCreated",
      `event_data = '{"reference": "rx_other"}'`,
    ],
    [
      "its data, which no row shows",
      "InventoryReleased",
      `event_data = event_data || '{"nothingToUndo": true}'`,
    ],
    [
      "data added to it",
      "OrderFulfillmentSagaStateChanged",
      `event_data = event_data || '{"extra": 1}'`,
    ],
    [
      "its actor",
      "InventoryReserved",
      `metadata = jsonb_set(metadata, '{actor}', '{"type": "person", "id": "someone"}')`,
    ],
    ["its time", "InventoryReserved", "occurred_at = occurred_at - interval '1 s'"],
    ["its type", "InventoryReserved", "event_type = 'PrescriptionCreated'"],
    ["its version", "ShipmentInitiationFailed", "event_version = 2"],
  ])("is named for %s", async (_what, type, change) => {
    let id = "";
    const results = await auditAfter(async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `update event_store set ${change}
         where id = (select min(id) from event_store where ${ofSaga(type)}) returning id`,
        [sagas.cancelled],
      );
      id = rows[0]?.id ?? "none";
    });
    expect(faultsOf(results)).toContainEqual(expect.stringContaining(`event ${id} (`));
  });

  test("is missed when it was deleted", async () => {
    const results = await auditAfter((client) =>
      client.query(`delete from event_store where ${ofSaga("InventoryReserved")}`, [
        sagas.cancelled,
      ]),
    );
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(new RegExp(`saga ${sagas.cancelled}: lacks event \\d+ of its stream`)),
    );
  });

  test("is found when it stands before the one it follows", async () => {
    const results = await auditAfter(async (client) => {
      const renumber = (from: number, to: number) =>
        client.query(
          `update event_store set aggregate_version = $3
           where aggregate_uuid = $1 and aggregate_version = $2`,
          [sagas.cancelled, from, to],
        );
      await renumber(2, 1_000);
      await renumber(3, 2);
      await renumber(1_000, 3);
    });
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(/event \d+ has a lower id than the one before it/),
    );
  });

  test("is found when its whole stream has no row any more", async () => {
    const results = await auditAfter((client) =>
      client.query("delete from order_fulfillment_sagas where saga_uuid = $1", [sagas.completed]),
    );
    expect(faultsOf(results)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`saga ${sagas.completed}: has events but no row`),
        expect.stringMatching(/order [0-9a-f-]+ has no saga/),
      ]),
    );
  });
});

describe("what keeps the promises", () => {
  test("is found missing: the job of an open saga", async () => {
    const results = await auditAfter((client) =>
      client.query(
        `update order_fulfillment_sagas
         set parked_reason = null, parked_at = null where saga_uuid = $1`,
        [sagas.parked],
      ),
    );
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `queued, once: saga ${sagas.parked}: dispatch \\d+ \\(cancel-prescription\\) has 0 live jobs`,
        ),
      ),
    );
  });

  test.each([
    ["no message is queued", null, 1],
    ["only one that is not true any more is queued", "shipped", 1],
    ["the message is queued", "cancelled", 0],
  ])("is looked for where a customer was not told: %s", async (_what, queued, missing) => {
    const results = await auditAfter(async (client) => {
      const { rows } = await client.query<{ order_uuid: string }>(
        `update orders set notice_state = 'due' where order_uuid =
         (select order_uuid from order_fulfillment_sagas where saga_uuid = $1)
         returning order_uuid`,
        [sagas.cancelled],
      );
      const data = { orderUuid: rows[0]?.order_uuid, kind: queued };
      if (queued === null) return;
      await client.query("insert into pgboss.job (name, data) values ('notify-customer', $1)", [
        data,
      ]);
    });
    const found = faultsOf(results).filter((fault) => fault.startsWith("all open work"));
    expect(found).toEqual(
      Array.from({ length: missing }, () =>
        expect.stringContaining(
          `saga ${sagas.cancelled}: nobody is to tell the customer that it was cancelled`,
        ),
      ),
    );
  });

  test("is found missing: the order behind a key that was acknowledged", async () => {
    const results = await auditAfter((client) =>
      client.query(
        `update idempotency_keys set order_uuid = gen_random_uuid() where order_uuid =
         (select order_uuid from order_fulfillment_sagas where saga_uuid = $1)`,
        [sagas.completed],
      ),
    );
    expect(faultsOf(results)).toContainEqual(
      expect.stringMatching(/order [0-9a-f-]+ was acknowledged \(client shop\) and has no row/),
    );
  });

  test.each(["event_store", "event_chain", "reveals", "caller_checks", "staff_actions"])(
    "is found missing: the right of the product to only add to %s",
    async (table) => {
      const results = await auditAfter((client) =>
        client.query(`grant update on ${table} to ${databaseRoles.app}`),
      );
      expect(faultsOf(results)).toEqual([
        `events and records of staff can only be added: ${table}: role ${databaseRoles.app} has the right to UPDATE`,
      ]);
    },
  );

  test("is found wrong: an effect that stands at a partner for a cancelled order", async () => {
    const results = await auditAfter(
      (client) =>
        client.query(
          "delete from sandbox.ledger where effect = 'released' and client_reference = $1 || ':inventory'",
          [sagas.cancelled],
        ),
      { withPartners: true },
    );
    expect(faultsOf(results)).toEqual([
      `the partners hold what the sagas say: saga ${sagas.cancelled}: ` +
        "CANCELLED, with 1 live reservations instead of 0",
    ]);
  });

  test("is found wrong: an effect that is missing for a completed order", async () => {
    const results = await auditAfter(
      (client) =>
        client.query(
          "delete from sandbox.ledger where effect = 'purchased' and client_reference = $1",
          [`${sagas.completed}:shipment:label`],
        ),
      { withPartners: true },
    );
    expect(faultsOf(results)).toEqual([
      `the partners hold what the sagas say: saga ${sagas.completed}: ` +
        "COMPLETED, with 0 live shipments instead of 1",
    ]);
  });

  test("is in order although the warehouse let go of a reservation when its time was over", async () => {
    const results = await auditAfter(
      (client) =>
        client.query(
          `insert into sandbox.ledger (at, partner, effect, client_reference, object_id, order_number)
           select at + make_interval(secs => $2), partner, 'released', client_reference, object_id, order_number
           from sandbox.ledger where effect = 'reserved' and client_reference = $1`,
          [`${sagas.completed}:inventory`, RESERVATION_TTL_SECONDS],
        ),
      { withPartners: true },
    );
    expect(faultsOf(results)).toEqual([]);
  });
});

describe("an instance at work", () => {
  test("gives no false alarm", async () => {
    const copy = await copyTemplate();
    const instance = await openSmallInstance(copy);
    const AUDITS = 2;
    let audits = 0;
    const placed: PlacedOrder[] = [];
    // However fast orders are placed, each audit meets some that are under way.
    const placeOn = async () => {
      while (audits < AUDITS) {
        placed.push(...(await placeDemoOrders({ ...instance, orders: 20, withParked: false })));
      }
    };
    const auditOn = async () => {
      const sandbox = { url: instance.sandboxUrl, partners: LEDGER_PARTNERS };
      try {
        for (; audits < AUDITS; audits += 1) {
          const results = await withClient(copy.adminUrl, (client) =>
            runAudit({ client, appRole: databaseRoles.app, sandbox }),
          );
          expect(faultsOf(results)).toEqual([]);
        }
      } finally {
        audits = AUDITS;
      }
    };
    try {
      await Promise.all([placeOn(), auditOn()]);
      await awaitEnds(createStorefrontClient(instance), placed);
    } finally {
      await instance.close();
      await copy.drop();
    }
  });
});
