import { spawn } from "node:child_process";
import { projectRoot } from "#scripts/instance/data-directory";

/** Runs a part of the tests in the foreground; this process ends as it does. */
export function runVitest(args: readonly string[], environment: Record<string, string>): void {
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
