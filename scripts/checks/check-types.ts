import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { complaints } from "./check-tool.ts";

/*
 * Beside tsconfig.json for two reasons: what a dev server left in .next/dev
 * names pages that may be gone, and the compiler's memory must not be shared
 * with an editor's.
 */
const settings = {
  extends: "../../tsconfig.json",
  compilerOptions: { incremental: true, tsBuildInfoFile: "./tsconfig.tsbuildinfo" },
  include: ["../../next-env.d.ts", "../../**/*.ts", "../../**/*.tsx", "../types/**/*.ts"],
  exclude: ["../../node_modules", "../dev"],
};

/** Types, in a fresh clone too: Next first writes what it knows of the routes. */
export async function checkTypes(): Promise<string[]> {
  const untold = await complaints("next/dist/bin/next", ["typegen"]);
  if (untold.length > 0) return untold;
  const folder = join(projectRoot, ".next", "verify");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  return complaints("typescript/bin/tsc", ["--noEmit", "--pretty", "false", "-p", folder]);
}
