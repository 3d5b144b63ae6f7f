import { linkSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isErrorWithCode, readJson } from "./json-file.ts";
import { inspectProcess } from "./process-identity.ts";

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of one instance: DATA_DIR, by default `.data` in the project. Made when missing. */
export function openDataDirectory(): string {
  const directory = resolve(projectRoot, process.env.DATA_DIR || ".data");
  mkdirSync(directory, { recursive: true });
  return realpathSync(directory);
}

const holderSchema = z.object({ pid: z.int().positive(), birth: z.string() });
const runningSchema = z.object({ webUrl: z.string() });

/**
 * Only one process at a time may run, migrate or reset a data folder. The hold
 * of a process that died is taken over. Throws when a living one has it.
 */
export function holdDataDirectory(dataDir: string): { release(): void } {
  const lock = join(dataDir, "instance.lock");
  const mine = describeSelf();
  const staging = `${lock}.${process.pid}.tmp`;
  writeFileSync(staging, JSON.stringify(mine), { mode: 0o600 });
  try {
    while (!linkExclusively(staging, lock)) {
      const holder = readJson(lock, holderSchema);
      if (holder === undefined) continue;
      if (!isDead(holder)) throw alreadyRunning(dataDir, holder.pid);
      // Renamed, not removed: of two starts that judge the same dead hold, one gets it.
      moveAside(lock);
    }
  } finally {
    rmSync(staging, { force: true });
  }
  return {
    release() {
      if (readJson(lock, holderSchema)?.pid === process.pid) rmSync(lock, { force: true });
    },
  };
}

function describeSelf(): z.infer<typeof holderSchema> {
  const self = inspectProcess(process.pid);
  return { pid: process.pid, birth: self.status === "alive" ? self.birth : "unknown" };
}

/** A hard link appears whole or not at all, so no reader ever sees an empty hold. */
function linkExclusively(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isErrorWithCode(error, "EEXIST")) return false;
    throw error;
  }
}

function isDead(holder: z.infer<typeof holderSchema>): boolean {
  const facts = inspectProcess(holder.pid);
  return facts.status === "gone" || (facts.status === "alive" && facts.birth !== holder.birth);
}

function moveAside(lock: string): void {
  const aside = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (!isErrorWithCode(error, "ENOENT")) throw error;
  }
  rmSync(aside, { force: true });
}

function alreadyRunning(dataDir: string, pid: number): Error {
  const url = readJson(join(dataDir, "instance.json"), runningSchema)?.webUrl;
  const where = url === undefined ? "still starting or busy" : `at ${url}`;
  return new Error(
    `Backstitch already runs with the data folder ${dataDir} (process ${pid}, ${where}). ` +
      "Stop that one first, or give this one a DATA_DIR and a PORT of its own.",
  );
}
