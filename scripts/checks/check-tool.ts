import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";

/** A check answers with what is wrong; nothing means that it holds. */
export type Check = () => Promise<string[]>;

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a package's program with this Node. Its exit code is an answer, so it never throws for one. */
export function runTool(
  program: string,
  args: readonly string[],
  folder: string = projectRoot,
): Promise<{ exitCode: number; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(projectRoot, "node_modules", program), ...args],
      {
        cwd: folder,
        maxBuffer: MAX_OUTPUT_BYTES,
        env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", FORCE_COLOR: "0" },
      },
      (error, output, errors) => {
        if (error && typeof error.code !== "number") reject(error);
        else resolve({ exitCode: error ? Number(error.code) : 0, output, errors });
      },
    );
  });
}

/** The whole answer of a program that says itself what is wrong. */
export async function complaints(program: string, args: readonly string[]): Promise<string[]> {
  const { exitCode, output, errors } = await runTool(program, args);
  if (exitCode === 0) return [];
  return [`${output}${errors}`.trim() || `${program} ended with exit code ${exitCode}`];
}
