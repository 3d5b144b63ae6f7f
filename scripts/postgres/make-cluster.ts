import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-home.ts";

export const postgresSuperuser = "postgres";

/**
 * Makes the cluster under another name and renames it when it is whole, so an
 * interrupted start leaves nothing that could be taken for a database: the
 * next one clears the leavings away and begins again.
 */
export function makeCluster(options: {
  home: PostgresHome;
  binaries: PostgresBinaries;
  password: string;
  durable: boolean;
}): void {
  const { home } = options;
  for (const name of readdirSync(home.directory)) {
    if (!name.startsWith("making-")) continue;
    console.warn(`Clearing away a database that was never finished: ${join(home.directory, name)}`);
    rmSync(join(home.directory, name), { recursive: true, force: true });
  }
  const staging = join(home.directory, `making-${process.pid}`);
  const passwordFile = join(home.directory, `making-password-${process.pid}`);
  mkdirSync(staging, { mode: 0o700 });
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  try {
    giveTo(home.runAs, [staging, passwordFile]);
    runInitdb({ ...options, staging, passwordFile });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(staging, home.cluster);
}

function giveTo(runAs: PostgresHome["runAs"], paths: string[]): void {
  const { uid, gid } = runAs;
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}

function runInitdb(options: {
  home: PostgresHome;
  binaries: PostgresBinaries;
  staging: string;
  passwordFile: string;
  durable: boolean;
}): void {
  const result = spawnSync(
    options.binaries.initdb,
    [
      `--pgdata=${options.staging}`,
      `--username=${postgresSuperuser}`,
      `--pwfile=${options.passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The built-in provider sorts and folds the same on every machine, whatever locales it has.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      ...(options.durable ? [] : ["--no-sync"]),
    ],
    { ...options.home.runAs, cwd: "/", env: postgresEnvironment(), encoding: "utf8" },
  );
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) {
    throw new Error(
      `The database could not be made in ${options.staging}:\n${result.stderr.trim()}`,
    );
  }
}

/** Nothing of ours reaches Postgres: PGPORT and its kin would change what it does. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
