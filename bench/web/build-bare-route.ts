import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";

const source = join(projectRoot, "bench", "bare-route");
/** Beside the sources Next's own tsconfig.json and global types would be read by the whole project's type check. */
export const BARE_ROUTE = join(projectRoot, ".data-bench", "bare-route");
export const NEXT = join(projectRoot, "node_modules", "next", "dist", "bin", "next");

const builtFrom = join(BARE_ROUTE, "built-from");

/** The bare route is a Next app of its own, so that the product carries no route for the bench. */
export async function buildBareRoute(logFile: string): Promise<void> {
  const wanted = hashSources();
  if (existsSync(builtFrom) && readFileSync(builtFrom, "utf8") === wanted) return;
  rmSync(BARE_ROUTE, { recursive: true, force: true });
  cpSync(source, BARE_ROUTE, { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [NEXT, "build", BARE_ROUTE], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", log, log],
  });
  const [code] = await once(child, "exit");
  closeSync(log);
  if (code !== 0) {
    throw new Error(`The bare route could not be built:\n${readFileSync(logFile, "utf8")}`);
  }
  writeFileSync(builtFrom, wanted);
}

/** The lock file stands for the version of Next. */
function hashSources(): string {
  const hash = createHash("sha256");
  for (const file of ["app/bare/route.ts", "next.config.ts", "../../package-lock.json"]) {
    hash.update(readFileSync(join(source, file)));
  }
  return hash.digest("hex");
}
