import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CheckpointWriter } from "#jobs/write-checkpoints";
import { databaseRoles, withClient } from "#scripts/postgres/prepare-database";
import { sealEvents } from "#scripts/postgres/seal-events";
import { appendLink } from "#server/fulfillment/append-link";
import type { LaneTx } from "#server/fulfillment/lane";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { digestStored, readEvents } from "#server/projections/stored-events";
import { chainIsUnbroken } from "./chain-is-unbroken.ts";
import { checkpointFileIn } from "./checkpoint-file.ts";
import { checkpointsAgree } from "./checkpoints-agree.ts";

let world: GivenWorld;
let folder: string;
let file: string;
beforeEach(async () => {
  world = await givenWorld();
  folder = mkdtempSync(join(tmpdir(), "backstitch-checkpoints-"));
  file = checkpointFileIn(folder);
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const asOwner = <T>(use: (client: pg.Client) => Promise<T>) =>
  withClient(world.database.adminUrl, use);

const note = () => new CheckpointWriter({ pool: world.pool, file, log: world.log }).writeOnce();

/** Four events, a link and a checkpoint each. */
async function givenCheckpoints(count: number): Promise<void> {
  for (const _ of Array.from({ length: count })) {
    await world.place();
    expect(await note()).toBe("written");
  }
}

/** What the chain alone shows, and what the checkpoints do. */
async function audit() {
  return asOwner(async (client) => {
    const target = { client, appRole: databaseRoles.app, sandbox: null, checkpointsFile: file };
    const [chain, checkpoints] = [
      await chainIsUnbroken.run(target),
      await checkpointsAgree.run(target),
    ];
    return { chain: chain.status, checkpoints };
  });
}

async function tamper(change: (client: pg.Client) => Promise<unknown>): Promise<void> {
  await asOwner(async (client) => {
    await client.query("alter table event_store disable trigger user");
    await client.query("alter table event_chain disable trigger user");
    await change(client);
  });
}

const cutOff = (last: number) =>
  tamper(async (client) => {
    await client.query("delete from event_chain where last_id > $1", [last]);
    await client.query("delete from event_store where id > $1", [last]);
  });

/** Changes an event, and writes every link from it on anew, cut as they were before or into one. */
const rewrite = (cut: "as before" | "into one") =>
  tamper(async (client) => {
    await client.query("update event_store set event_version = 2 where id = 6");
    if (cut === "into one") {
      await client.query("delete from event_chain");
      await sealEvents(client);
      return;
    }
    const tx: LaneTx = { query: (_name, text, values) => client.query(text, values) };
    await client.query("delete from event_chain where last_id > 4");
    for (const lastId of [8, 12]) {
      const source = "event_store e where e.id > $1 - 4 and e.id <= $1";
      const events = await readEvents(client, source, [lastId]);
      await appendLink(tx, { eventCount: 4, digest: digestStored(events), lastId });
    }
  });

const broken = (offender: RegExp, others = 0) => ({
  chain: "holds",
  checkpoints: { status: "broken", offender: expect.stringMatching(offender), others },
});

test("a chain that nobody touched is what every checkpoint has noted", async () => {
  await givenCheckpoints(3);
  await world.place();
  expect(await audit()).toEqual({
    chain: "holds",
    checkpoints: { status: "holds", count: 3, of: "checkpoints", remarks: [] },
  });
});

test("the end of the chain, cut off with its events, is missed by the checkpoints alone", async () => {
  await givenCheckpoints(3);
  await cutOff(8);
  expect(await audit()).toEqual(
    broken(/^link 12, noted at 20\S+Z, is gone: cut off or written anew$/),
  );
});

test("it is missed as well when the product has gone on since", async () => {
  await givenCheckpoints(3);
  await cutOff(8);
  await world.place();
  expect(await audit()).toEqual(broken(/^link 12, noted at \S+, is gone/));
});

test("an event that was changed, with every link from it on, is betrayed by the checkpoints alone", async () => {
  await givenCheckpoints(3);
  await rewrite("as before");
  expect(await audit()).toEqual(broken(/^link 8, noted at \S+, is another one now/, 1));
});

test("a chain that was wholly written anew is betrayed by the checkpoints from before, though not by those since", async () => {
  await givenCheckpoints(3);
  await rewrite("into one");
  const since = checkpointFileIn(join(folder, "since"));
  await new CheckpointWriter({ pool: world.pool, file: since, log: world.log }).writeOnce();
  appendFileSync(file, readFileSync(since));
  expect(await audit()).toEqual(broken(/^link 4, noted at \S+, is gone/, 2));
});

test("more checkpoints than are compared in one go are all compared", async () => {
  await givenCheckpoints(1);
  const [first] = readFileSync(file, "utf8").split("\n");
  appendFileSync(file, `${first}\n`.repeat(2_499));
  expect(await audit()).toMatchObject({ checkpoints: { status: "holds", count: 2_500 } });
  appendFileSync(file, `${first?.replace('"lastId":4', '"lastId":3')}\n`);
  expect(await audit()).toEqual(broken(/^link 3, noted at \S+, is gone/));
});

test("without a file there is nothing to compare with, which is no fault", async () => {
  await world.place();
  expect(await audit()).toEqual({
    chain: "holds",
    checkpoints: {
      status: "holds",
      count: 0,
      of: "checkpoints",
      remarks: ["no checkpoints to compare with"],
    },
  });
});

test("a line that was torn by a crash is worth a remark", async () => {
  await givenCheckpoints(1);
  appendFileSync(file, '{"at":"20');
  expect(await audit()).toMatchObject({
    checkpoints: { status: "holds", count: 1, remarks: ["lines that cannot be read: 1"] },
  });
});
