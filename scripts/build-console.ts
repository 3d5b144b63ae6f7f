import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { readTextFile } from "#scripts/instance/json-file";
import { reportFailure } from "#scripts/instance/report-failure";

const buildId = join(projectRoot, ".next", "BUILD_ID");
const builtFrom = join(projectRoot, ".next", "backstitch-sources");

// What ends up in the built console. Tests do not, so changing one builds nothing.
const sources = [
  "{app,components,server,db,public}/**/*",
  "{next.config,postcss.config,proxy,instrumentation}*.{ts,mjs}",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the console unless `.next` already holds a build of these very sources. */
export async function buildConsole(options: {
  logFile?: string;
  signal: AbortSignal;
}): Promise<void> {
  const wanted = hashSources();
  if (existsSync(buildId) && readTextFile(builtFrom) === wanted) return;
  console.log("Building the console (after a change only; about a minute) ...");
  await runNextBuild(options);
  writeFileSync(builtFrom, wanted);
}

function hashSources(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: projectRoot, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files)
    hash.update(file.slice(projectRoot.length)).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

async function runNextBuild(options: { logFile?: string; signal: AbortSignal }): Promise<void> {
  const next = join(projectRoot, "node_modules", "next", "dist", "bin", "next");
  mkdirSync(join(projectRoot, ".next"), { recursive: true });
  const log = options.logFile === undefined ? "inherit" : openSync(options.logFile, "w", 0o600);
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [next, "build"], {
        cwd: projectRoot,
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        stdio: ["ignore", log, log],
        signal: options.signal,
      });
      child.once("error", reject);
      child.once("exit", (code) => (code === 0 ? resolve() : reject(buildFailed(options.logFile))));
    });
  } finally {
    if (typeof log === "number") closeSync(log);
  }
}

function buildFailed(logFile: string | undefined): Error {
  if (logFile === undefined) return new Error("The console could not be built, see above.");
  const tail = readFileSync(logFile, "utf8").trim().split("\n").slice(-25).join("\n");
  return new Error(`The console could not be built; the end of ${logFile}:\n${tail}`);
}

if (import.meta.main) {
  const stop = new AbortController();
  // Whoever ends this process alone must not leave the build running without it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stop.abort());
  }
  await buildConsole({ signal: stop.signal }).catch(reportFailure);
}
