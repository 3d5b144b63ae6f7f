import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorker } from "#jobs/open-worker";
import { withClient } from "#scripts/postgres/prepare-database";
import { checkpointFileIn, readCheckpoints } from "#server/audit/checkpoint-file";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { CheckpointWriter } from "./write-checkpoints.ts";

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

const openWriter = (to: string | null = file) =>
  new CheckpointWriter({ pool: world.pool, file: to, log: world.log });
const logged = (what: string) => world.logged.filter((line) => line.includes(`"${what}"`));

async function noted() {
  const lines = [];
  for await (const line of readCheckpoints(file)) lines.push(line);
  return lines;
}

async function readHead() {
  const { rows } = await world.pool.query<{ lastId: number; hash: string }>(
    `select last_id::int "lastId", encode(hash, 'hex') hash from event_chain
     order by last_id desc limit 1`,
  );
  return rows[0];
}

/** As an owner may who has put the triggers out of action. */
async function tamper(...changes: string[]): Promise<void> {
  await withClient(world.database.adminUrl, async (client) => {
    await client.query("alter table event_store disable trigger user");
    await client.query("alter table event_chain disable trigger user");
    for (const change of changes) await client.query(change);
  });
}

const CUT_OFF = [
  "delete from event_chain where last_id > 4",
  "delete from event_store where id > 4",
];

test("the chain's head is noted in the file and in the log, once", async () => {
  const writer = openWriter();
  expect(await writer.writeOnce()).toBe("unmoved");
  await world.place();
  expect(await writer.writeOnce()).toBe("written");
  expect(await writer.writeOnce()).toBe("unmoved");
  // A worker that has just started, or shares the folder, sees what was noted by others.
  expect(await openWriter().writeOnce()).toBe("unmoved");
  await world.place();
  await world.place();
  expect(await openWriter().writeOnce()).toBe("written");
  const head = await readHead();
  expect(await noted()).toEqual([
    expect.objectContaining({ lastId: 4 }),
    { at: expect.any(String), ...head },
  ]);
  expect(logged("events.checkpoint")).toEqual([
    expect.stringContaining('"lastId":4'),
    expect.stringContaining(`"lastId":12,"hash":"${head?.hash}"`),
  ]);
});

test("without a file it is noted in the log alone", async () => {
  await world.place();
  const writer = openWriter(null);
  expect([await writer.writeOnce(), await writer.writeOnce()]).toEqual(["written", "unmoved"]);
  expect(logged("events.checkpoint")).toHaveLength(1);
});

test("a chain whose end was cut off is noticed, and not noted as if nothing had happened", async () => {
  const writer = openWriter();
  await world.place();
  await world.place();
  await writer.writeOnce();
  await tamper(...CUT_OFF);
  expect(await writer.writeOnce()).toBe("contradicted");
  await world.place();
  expect(await writer.writeOnce()).toBe("contradicted");
  expect(await noted()).toHaveLength(1);
  expect(logged("events.checkpoint_contradicted")).toEqual(
    Array(2).fill(expect.stringContaining('"lastId":8')),
  );
});

test("a chain of which nothing is left is noticed", async () => {
  const writer = openWriter();
  await world.place();
  await writer.writeOnce();
  await tamper("delete from event_chain", "delete from event_store");
  expect(await writer.writeOnce()).toBe("contradicted");
});

test("while one worker writes, another leaves the file alone", async () => {
  await world.place();
  await withClient(world.database.url, async (other) => {
    await other.query("begin");
    await other.query("select pg_advisory_xact_lock(7266002)");
    expect(await openWriter().writeOnce()).toBe("elsewhere");
    expect(await noted()).toEqual([]);
    await other.query("commit");
  });
  expect(await openWriter().writeOnce()).toBe("written");
});

test("the loss of the connection between two statements is outlived", async () => {
  await world.place();
  // Whoever opens it to read waits for somebody who writes.
  execFileSync("mkfifo", [file]);
  const writing = openWriter()
    .writeOnce()
    .catch((error: unknown) => error);
  await expect
    .poll(async () => {
      const { rowCount } = await world.pool.query(
        `select from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      );
      return rowCount;
    })
    .toBe(1);
  await world.terminateSessions("given-world");
  writeFileSync(file, "");
  expect(await writing).toBeInstanceOf(Error);
  rmSync(file);
  // The backend that was ended lets go of its lock in its own time.
  await expect.poll(() => openWriter().writeOnce()).toBe("written");
});

test("a worker notes what it finds when it starts, and what it leaves when it stops", async () => {
  await world.place();
  const before = await readHead();
  const worker = await openWorker({
    env: { DATABASE_URL: world.database.url, WORKER_CONCURRENCY: 10 },
    partners: world.partners.connect(),
    log: world.log,
    checkpointsFile: file,
  });
  await expect.poll(noted).not.toEqual([]);
  await world.place();
  await world.settle();
  await worker.stop();
  const [first, ...others] = await noted();
  expect(first?.lastId).toBeGreaterThanOrEqual(before?.lastId ?? 0);
  expect(others.at(-1)).toMatchObject({ ...(await readHead()) });
});

test("a worker that cannot write its file says so and works on", async () => {
  writeFileSync(file, "");
  const worker = await openWorker({
    env: { DATABASE_URL: world.database.url, WORKER_CONCURRENCY: 10 },
    partners: world.partners.connect(),
    log: world.log,
    // Below a file there can be no folder.
    checkpointsFile: checkpointFileIn(file),
  });
  await world.place();
  await world.settle();
  await worker.stop();
  expect(logged("events.checkpoint_failed").length).toBeGreaterThan(0);
});
