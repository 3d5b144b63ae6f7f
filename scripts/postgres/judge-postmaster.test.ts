import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { judgePostmaster, postmasterLockPath } from "./judge-postmaster.ts";

let cluster: string;
beforeEach(() => {
  cluster = mkdtempSync(join(tmpdir(), "backstitch-cluster-"));
});
afterEach(() => rmSync(cluster, { recursive: true, force: true }));

function givenLock(pid: number | string) {
  writeFileSync(postmasterLockPath(cluster), `${pid}\n${cluster}\n1700000000\n5432\n`);
}

describe("the lock file of a database", () => {
  test("that is not there holds nobody back", () => {
    expect(judgePostmaster(cluster)).toEqual({ status: "none" });
  });

  test("of a process that is gone is stale", () => {
    const dead = spawnSync("true").pid;
    givenLock(dead);
    expect(judgePostmaster(cluster)).toEqual({ status: "stale", pid: dead });
  });

  test("whose process id is another program's by now is stale", () => {
    givenLock(process.pid);
    expect(judgePostmaster(cluster)).toEqual({ status: "stale", pid: process.pid });
  });

  test("that a power cut left empty is stale", () => {
    writeFileSync(postmasterLockPath(cluster), "");
    expect(judgePostmaster(cluster)).toEqual({ status: "stale", pid: 0 });
  });
});
