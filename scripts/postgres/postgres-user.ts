import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { userInfo } from "node:os";

/** The user that Postgres runs as: empty means the user of this process. */
export type RunAs = { uid?: number; gid?: number };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Postgres refuses to run as root, so root needs somebody for it. */
export function findUnprivilegedUser(): RunAs {
  if (!isRoot()) return {};
  const existing = lookUp("postgres");
  if (existing !== undefined) return existing;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  // Without useradd there is still the user that exists to own nothing.
  const fallback = lookUp("postgres") ?? lookUp("nobody");
  if (fallback !== undefined) return fallback;
  throw new Error(
    "PostgreSQL refuses to run as root, and no user could be made for it. " +
      'Make a user named "postgres", or run as a plain user, or set DATABASE_URL.',
  );
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const result = spawnSync("id", [flag, name], { encoding: "utf8" });
    return result.status === 0 ? Number(result.stdout.trim()) : undefined;
  });
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

export function canEnter(directory: string, runAs: RunAs): boolean {
  // The kernel is asked, as the very user: modes alone know nothing of access lists and mounts.
  const result = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...runAs, cwd: "/" });
  return result.status === 0;
}

// /var/lib is root's alone; /var/tmp serves where that is read-only, and keeps its files over a reboot.
const outsideDirectories = ["/var/lib/backstitch", "/var/tmp/backstitch-root"];

/**
 * A folder outside the project, owned by root and open to all, for what the
 * database user must reach. One that somebody else could have prepared is not
 * used.
 */
export function makeOutsideDirectory(runAs: RunAs): string {
  for (const directory of outsideDirectories) {
    if (makeOwnDirectory(directory) && canEnter(directory, runAs)) return directory;
  }
  throw new Error(
    `The database user can enter neither this folder nor one of ${outsideDirectories.join(", ")}. ` +
      "Set DATA_DIR to a folder that all users may enter, or set DATABASE_URL.",
  );
}

function makeOwnDirectory(directory: string): boolean {
  try {
    if (mkdirSync(directory, { recursive: true }) !== undefined) chmodSync(directory, 0o755);
    const facts = lstatSync(directory);
    return facts.isDirectory() && facts.uid === userInfo().uid && (facts.mode & 0o022) === 0;
  } catch {
    // Read-only or not permitted: the next candidate is tried, and having none is told.
    return false;
  }
}
