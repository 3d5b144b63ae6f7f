import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export type ChildWorker = {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Everything it wrote so far. */
  output(): string;
  /** Sends the signal and waits for the end. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<{ code: number | null }>;
};

/**
 * The real worker process with nothing but this environment, and a data folder for as
 * long as it lives. Resolves when it has logged this.
 */
export async function startChildWorker(
  env: Record<string, string>,
  logged: "worker.started" | "worker.awaits_database" = "worker.started",
): Promise<ChildWorker> {
  const script = fileURLToPath(new URL("../../../jobs/worker.ts", import.meta.url));
  const dataDir = mkdtempSync(join(tmpdir(), "backstitch-test-worker-"));
  const child = spawn(process.execPath, [script], {
    env: { DATA_DIR: dataDir, ...env, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const started = Promise.withResolvers<void>();
  const read = (bytes: Buffer) => {
    output += bytes.toString();
    if (output.includes(logged)) started.resolve();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  child.once("exit", (code) => {
    rmSync(dataDir, { recursive: true, force: true });
    started.reject(new Error(`the worker ended with ${code}: ${output}`));
  });
  await started.promise;
  return {
    process: child,
    output: () => output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode };
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
      return { code: child.exitCode };
    },
  };
}
