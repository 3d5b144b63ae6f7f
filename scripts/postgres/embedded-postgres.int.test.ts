import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { inspectProcess } from "#scripts/instance/process-identity";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { findHomeDirectory, removePostgresHome } from "./postgres-home.ts";
import { withClient } from "./prepare-database.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "backstitch-pg-"));
  chmodSync(dataDir, 0o711);
});
afterEach(() => {
  removePostgresHome(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

const cluster = () => join(dataDir, "postgres", "cluster");

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function givenMadeDatabase() {
  await (await start()).stop();
}

describe("the embedded database", () => {
  test("keeps its rows over a restart and listens on this machine alone", async () => {
    const first = await start();
    await withClient(first.adminUrl, (client) =>
      client.query("create table kept as select 7 as n"),
    );
    await first.stop();

    const second = await start();
    await withClient(second.adminUrl, async (client) => {
      expect((await client.query("select n from kept")).rows).toEqual([{ n: 7 }]);
      expect((await client.query("show listen_addresses")).rows).toEqual([
        { listen_addresses: "127.0.0.1" },
      ]);
    });
  });

  test("refuses a login without the password", async () => {
    const postgres = await start();
    const url = new URL(postgres.adminUrl);
    url.password = "guessed";
    await expect(withClient(url.href, (client) => client.query("select 1"))).rejects.toThrow(
      /password/,
    );
  });

  test("that lost its supervisor is stopped cleanly by the next start", async () => {
    const orphan = await start();
    const next = await start();

    expect(inspectProcess(orphan.pid).status).toBe("gone");
    expect(next.pid).not.toBe(orphan.pid);
  });

  test("starts although its lock names a process that is another program by now", async () => {
    await givenMadeDatabase();
    writeFileSync(join(cluster(), "postmaster.pid"), `${process.pid}\n${cluster()}\n1\n5432\n`);

    const postgres = await start();
    await withClient(postgres.adminUrl, (client) => client.query("select 1"));
  });

  test("starts again after its server was killed", async () => {
    const killed = await start();
    await withClient(killed.adminUrl, (client) =>
      client.query("create table kept as select 7 as n"),
    );
    process.kill(killed.pid, "SIGKILL");
    await killed.exited;

    const postgres = await start();
    await withClient(postgres.adminUrl, async (client) => {
      expect((await client.query("select n from kept")).rows).toEqual([{ n: 7 }]);
    });
  });

  test("is made anew when an earlier start was interrupted while making it", async () => {
    const halfMade = join(dataDir, "postgres", "making-1");
    mkdirSync(join(halfMade, "base"), { recursive: true });

    await givenMadeDatabase();
    expect(readdirSync(join(dataDir, "postgres"))).toEqual(["cluster"]);
  });

  test("that lost a part is refused with the way out", async () => {
    await givenMadeDatabase();
    rmSync(join(cluster(), "PG_VERSION"));
    await expect(start()).rejects.toThrow(/PG_VERSION is missing.*npm run db:reset/);
  });

  test("whose password was lost is refused with the way out", async () => {
    await givenMadeDatabase();
    rmSync(join(dataDir, "secrets.json"));
    await expect(start()).rejects.toThrow(/secrets\.json.*npm run db:reset/);
  });

  test("takes another port when the one it had is taken", async () => {
    const stranger = await start();
    const otherDir = mkdtempSync(join(tmpdir(), "backstitch-pg-"));
    chmodSync(otherDir, 0o711);
    onTestFinished(() => rmSync(otherDir, { recursive: true, force: true }));

    const postgres = await startEmbeddedPostgres({
      dataDir: otherDir,
      durable: false,
      port: stranger.port,
    });
    onTestFinished(() => postgres.stop());
    expect(postgres.port).not.toBe(stranger.port);
  });

  test.runIf(process.getuid?.() === 0)(
    "lives outside a folder that only root may enter, and is removed with it",
    async () => {
      chmodSync(dataDir, 0o700);
      await givenMadeDatabase();

      const home = findHomeDirectory(dataDir);
      expect(home).toBeDefined();
      expect(existsSync(join(dataDir, "postgres"))).toBe(false);
      removePostgresHome(dataDir);
      expect(existsSync(home ?? "")).toBe(false);
    },
  );
});

test("a terminal's Ctrl-C does not reach the database before it is told", async () => {
  const postgres = await start();
  // Another group than ours is what keeps the terminal's signal away.
  const probe = spawn("ps", ["-o", "pgid=", "-p", String(postgres.pid)]);
  const group = await new Promise<string>((resolve) =>
    probe.stdout.once("data", (data: Buffer) => resolve(data.toString().trim())),
  );
  expect(group).toBe(String(postgres.pid));
});
