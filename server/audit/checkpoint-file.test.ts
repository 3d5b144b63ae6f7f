import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  appendCheckpoint,
  checkpointFileIn,
  readCheckpoints,
  readLastCheckpoint,
} from "./checkpoint-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstitch-checkpoints-"));
  file = checkpointFileIn(join(folder, "data"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const checkpoint = (lastId: number) => ({
  at: "2026-11-25T22:00:00.000Z",
  lastId,
  hash: "0f".repeat(32),
});

async function all() {
  const lines = [];
  for await (const line of readCheckpoints(file)) lines.push(line);
  return lines;
}

test("a file that is not there holds no checkpoints", async () => {
  expect([await all(), await readLastCheckpoint(file)]).toEqual([[], null]);
});

test("checkpoints are added one a line, for the owner's eyes only", async () => {
  await appendCheckpoint(file, checkpoint(4));
  await appendCheckpoint(file, checkpoint(8));
  expect(readFileSync(file, "utf8")).toBe(
    `${JSON.stringify(checkpoint(4))}\n${JSON.stringify(checkpoint(8))}\n`,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await all()).toEqual([checkpoint(4), checkpoint(8)]);
});

test("a line that was torn by a crash spoils neither the one before nor the one after it", async () => {
  await appendCheckpoint(file, checkpoint(4));
  appendFileSync(file, '{"at":"2026-11-25T22:0');
  expect(await readLastCheckpoint(file)).toEqual(checkpoint(4));
  await appendCheckpoint(file, checkpoint(8));
  expect(await all()).toEqual([checkpoint(4), null, checkpoint(8)]);
});

test("the last one is found at the end of a file that is never read as a whole", async () => {
  await appendCheckpoint(file, checkpoint(1));
  appendFileSync(file, `${JSON.stringify(checkpoint(2))}\n`.repeat(100));
  await appendCheckpoint(file, checkpoint(3));
  expect(await readLastCheckpoint(file)).toEqual(checkpoint(3));
});

test("what is no checkpoint is none", async () => {
  await appendCheckpoint(file, checkpoint(4));
  appendFileSync(file, `${JSON.stringify({ ...checkpoint(8), hash: "short" })}\n`);
  expect(await readLastCheckpoint(file)).toEqual(checkpoint(4));
});
