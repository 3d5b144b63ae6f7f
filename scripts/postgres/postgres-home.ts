import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJson, readTextFile, writePrivateJson } from "#scripts/instance/json-file";
import {
  canEnter,
  findUnprivilegedUser,
  isRoot,
  makeOutsideDirectory,
  type RunAs,
} from "./postgres-user.ts";

/** Where the database of one data folder lives, and as whom it runs. */
export type PostgresHome = {
  directory: string;
  /** The cluster: it is there whole or not at all, see make-cluster. */
  cluster: string;
  runAs: RunAs;
};

const postgresMajor = "18";

const pointerSchema = z.object({ directory: z.string() });

/**
 * Finds or makes the home. It is in the data folder; where the user that
 * Postgres must run as cannot go there, it is outside, and a file in the data
 * folder points to it.
 */
export function openPostgresHome(dataDir: string): PostgresHome {
  const directory = findHomeDirectory(dataDir) ?? join(dataDir, "postgres");
  if (mkdirSync(directory, { recursive: true }) !== undefined) chmodSync(directory, 0o755);
  const cluster = join(directory, "cluster");
  if (existsSync(cluster)) return openExisting({ directory, cluster });

  const runAs = findUnprivilegedUser();
  if (canEnter(directory, runAs)) return { directory, cluster, runAs };
  return makeOutside(dataDir, runAs, directory);
}

/** Removes the database of a data folder for good, wherever it lives. */
export function removePostgresHome(dataDir: string): void {
  const directory = findHomeDirectory(dataDir);
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  rmSync(join(dataDir, "postgres"), { recursive: true, force: true });
  rmSync(pointerPath(dataDir), { force: true });
}

export function findHomeDirectory(dataDir: string): string | undefined {
  return readJson(pointerPath(dataDir), pointerSchema)?.directory;
}

function pointerPath(dataDir: string): string {
  return join(dataDir, "postgres-location.json");
}

function openExisting(place: { directory: string; cluster: string }): PostgresHome {
  const owner = statSync(place.cluster);
  const runAs: RunAs = isRoot() ? { uid: owner.uid, gid: owner.gid } : {};
  if (owner.uid === 0) {
    throw new Error(
      `${place.cluster} belongs to root, which PostgreSQL refuses. Give it back to the user it was made by ` +
        '(chown -R), or start afresh with "npm run db:reset".',
    );
  }
  if (!isRoot() && owner.uid !== process.getuid?.()) {
    throw new Error(
      `The database in ${place.directory} was made by another user (id ${owner.uid}). ` +
        "Run as that user or as root, or choose another folder with DATA_DIR.",
    );
  }
  if (!canEnter(place.cluster, runAs)) {
    throw new Error(
      `The database in ${place.directory} belongs to user ${owner.uid}, who may not enter a folder above it any more. ` +
        'Let that user enter again (chmod a+x), or start afresh with "npm run db:reset".',
    );
  }
  refuseForeign(place.cluster);
  return { ...place, runAs };
}

function refuseForeign(cluster: string): void {
  const version = readTextFile(join(cluster, "PG_VERSION"))?.trim();
  if (version === postgresMajor) return;
  if (version === undefined) {
    throw new Error(
      `${cluster} is not a whole database: PG_VERSION is missing. ` +
        'Restore it from a backup, or start afresh with "npm run db:reset".',
    );
  }
  throw new Error(
    `${cluster} was made by PostgreSQL ${version}; this is ${postgresMajor}. ` +
      'Move the data over with the old version, or start afresh with "npm run db:reset".',
  );
}

function makeOutside(dataDir: string, runAs: RunAs, unusable: string): PostgresHome {
  if (readdirSync(unusable).length === 0) rmdirSync(unusable);
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const base = makeOutsideDirectory(runAs);
  warnOfLeftovers(base, key);
  const directory = join(base, `data-${key}-${randomBytes(4).toString("hex")}`);
  mkdirSync(directory);
  chmodSync(directory, 0o755);
  writePrivateJson(pointerPath(dataDir), { directory });
  return { directory, cluster: join(directory, "cluster"), runAs };
}

/** Not removed by us: a data folder may be missing because a disk is not mounted. */
function warnOfLeftovers(base: string, key: string): void {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(`data-${key}-`))) {
    console.warn(
      `An older database of this data folder is left in ${join(base, name)}; remove it if you do not need it.`,
    );
  }
}
