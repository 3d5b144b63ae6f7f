import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgresHome } from "#scripts/postgres/postgres-home";

/** The data folder of one run that nobody will want back: database, logs, what a supervisor writes down. */
export function makeThrowawayFolder(purpose: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), `backstitch-${purpose}-`));
  // As root the database runs as another user, who must get through to its own folder.
  chmodSync(dataDir, 0o711);
  return dataDir;
}

export function removeThrowawayFolder(dataDir: string): void {
  // The database may have had to go elsewhere.
  removePostgresHome(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}

/** A file that a child writes to by itself: a busy parent then holds nobody up. */
export function openLog(dataDir: string, name: string): number {
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  return openSync(join(dataDir, "logs", `${name}.log`), "a", 0o600);
}
