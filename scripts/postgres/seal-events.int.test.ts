import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chainIsUnbroken } from "#server/audit/chain-is-unbroken";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newOrder, placing } from "#server/fulfillment/testing/new-order";
import { installSchema } from "./install-schema.ts";
import { databaseRoles, withClient } from "./prepare-database.ts";
import { asBeforeTheChain } from "./testing/as-before-the-chain.ts";

/** 1,200 events with a hole among them: more than one link, and more than one page. */
const ORDERS_BEFORE = 300;

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
  const place = () => world.committer.submit(placing(newOrder()));
  await place();
  await asOwner((client) => client.query("select nextval('event_store_id_seq')"));
  await Promise.all(Array.from({ length: ORDERS_BEFORE - 1 }, place));
  await world.committer.close();
  await asOwner(asBeforeTheChain);
});
afterEach(() => world.close());

const asOwner = <T>(use: (client: pg.Client) => Promise<T>) =>
  withClient(world.database.adminUrl, use);
const install = () =>
  installSchema({ ownerUrl: world.database.adminUrl, appRole: databaseRoles.app });
const audit = () =>
  asOwner((client) => chainIsUnbroken.run({ client, appRole: databaseRoles.app, sandbox: null }));

async function readLinks(): Promise<string[]> {
  const { rows } = await world.pool.query<{ link: string }>(
    "select first_id || '-' || last_id as link from event_chain order by last_id",
  );
  return rows.map(({ link }) => link);
}

test("the events of the version before are sealed by the upgrade, and what follows is linked to them", async () => {
  await install();
  expect(await readLinks()).toEqual(["1-4", "6-1001", "1002-1201"]);
  await world.openCommitter().submit(placing(newOrder()));
  expect(await readLinks()).toContain("1202-1205");
  expect(await audit()).toMatchObject({ status: "holds", count: 1_204 });
});

test("they are sealed once, however often and by however many the upgrade is made", async () => {
  await Promise.all([install(), install()]);
  const links = await readLinks();
  await install();
  expect(await readLinks()).toEqual(links);
  expect(await audit()).toMatchObject({ status: "holds", count: 1_200 });
});

test("an upgrade that is interrupted leaves no half of a chain, and nobody begins another", async () => {
  await install();
  const holder = new pg.Client({ connectionString: world.database.adminUrl });
  await holder.connect();
  await holder.query("alter table event_chain disable trigger user");
  await holder.query("delete from event_chain");
  await holder.query("begin");
  // The last link to be written has to wait for this one.
  await holder.query(
    "insert into event_chain select 1201, 1201, 1, sha256('other'), sha256('other')",
  );
  const interrupted = install().catch((error: unknown) => error);
  await asOwner(async (client) => {
    const waiting = `select pid from pg_stat_activity
      where datname = current_database() and wait_event = 'transactionid'`;
    await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
    await client.query(`select pg_terminate_backend(pid) from (${waiting}) w`);
  });
  expect(await interrupted).toBeInstanceOf(Error);
  await holder.query("rollback");
  await holder.end();
  expect(await readLinks()).toEqual([]);
  await expect(world.openCommitter().submit(placing(newOrder()))).rejects.toMatchObject({
    code: "23502",
  });

  await install();
  expect(await readLinks()).toHaveLength(3);
  expect(await audit()).toMatchObject({ status: "holds", count: 1_200 });
});

test("no upgrade is made while a process of the version before is at work", async () => {
  const old = new pg.Client({
    connectionString: world.database.url,
    application_name: "backstitch-worker-alive",
  });
  await old.connect();
  await expect(install()).rejects.toThrow(/still at work on the database \(connections: 1\)/);
  await old.end();
  await expect.poll(() => install().catch((error: unknown) => error)).toBeUndefined();
  expect(await audit()).toMatchObject({ status: "holds", count: 1_200 });
});
