import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openChildLog } from "./child-log.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "backstitch-log-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true });
});

test("a log that cannot be written is said once, and the child is followed all the same", async () => {
  const said: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line) => void said.push(String(line)));
  // A folder in its place refuses as a full disk does.
  mkdirSync(join(dataDir, "logs", "worker.log"), { recursive: true });
  const log = openChildLog(dataDir, "worker");
  const output = new PassThrough();
  log.follow(output, "stdout");
  output.write("one\n");
  await vi.waitFor(() => expect(said).toHaveLength(1));
  output.write("two\n");
  await vi.waitFor(() => expect(log.lastLines()).toEqual(["one", "two"]));
  expect(said).toEqual([expect.stringContaining("worker.log is not written any more")]);
});
