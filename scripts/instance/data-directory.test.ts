import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdDataDirectory } from "./data-directory.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "backstitch-hold-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const lock = () => join(dataDir, "instance.lock");

describe("holding a data folder", () => {
  test("is refused while a living process holds it, naming the process and its address", () => {
    const hold = holdDataDirectory(dataDir);
    writeFileSync(join(dataDir, "instance.json"), JSON.stringify({ webUrl: "http://localhost:1" }));

    expect(() => holdDataDirectory(dataDir)).toThrow(
      new RegExp(`process ${process.pid}, at http://localhost:1`),
    );
    hold.release();
  });

  test("works again after a release, which leaves nothing behind", () => {
    holdDataDirectory(dataDir).release();
    holdDataDirectory(dataDir).release();

    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("is taken over from a process that died", () => {
    const dead = spawnSync("true").pid;
    writeFileSync(lock(), JSON.stringify({ pid: dead, birth: "then" }));

    holdDataDirectory(dataDir).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("is taken over when the holder's id is another program's by now", () => {
    writeFileSync(lock(), JSON.stringify({ pid: process.ppid, birth: "before the last boot" }));

    holdDataDirectory(dataDir).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
