import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";

const SOURCES = [
  "{app,components,db,e2e,jobs,sandbox,scripts,server,testing}/**/*.{ts,tsx,mjs}",
  "*.{ts,mjs}",
];

/** Our own files that match, relative to the root, with `/` on every system. */
export function listFiles(patterns: string | readonly string[]): string[] {
  return globSync([...[patterns].flat()], {
    cwd: projectRoot,
    exclude: (name) => name === "node_modules" || name.startsWith(".next"),
  })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
}

export const listSources = (): string[] => listFiles(SOURCES);

export const readSource = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
