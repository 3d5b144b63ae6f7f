import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";

/** Whole or not at all, and for the owner's eyes only: these files hold secrets. */
export function writePrivateJson(path: string, value: unknown): void {
  const staging = `${path}.${process.pid}.tmp`;
  writeFileSync(staging, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  // One start as root must not lock the folder's owner out of the next.
  if (process.getuid?.() === 0) {
    const folder = statSync(dirname(path));
    chownSync(staging, folder.uid, folder.gid);
  }
  renameSync(staging, path);
}

/** Undefined when the file does not exist; throws when it is there but cannot be used. */
export function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const text = readTextFile(path);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged: restore it, or start afresh with "npm run db:reset".`, {
      cause,
    });
  }
}

/** Undefined when the file does not exist. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrorWithCode(error, "ENOENT")) return undefined;
    if (isErrorWithCode(error, "EACCES")) {
      throw new Error(
        `${path} belongs to another user. Run as that user, or choose another folder with DATA_DIR.`,
        { cause: error },
      );
    }
    throw error;
  }
}

export function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
