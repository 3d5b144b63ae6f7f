import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { projectRoot } from "#scripts/instance/data-directory";
import { listFiles, readSource } from "./check-sources.ts";

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
/** npm knows these without a script of ours. */
const BUILT_IN = ["ci", "install", "exec"];

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;
const OUR_PATH =
  /^(\.\/)?((app|components|db|docs|e2e|jobs|public|sandbox|scripts|server|testing)\/\S*|[\w.-]+\.(md|ts|mjs|json|jsonc|lock))$/;
const COMMAND = /npm (?:run )?([a-z][\w:-]*)/g;

/** Whatever a document names is there: files, folders and commands. */
export async function checkDocPaths(): Promise<string[]> {
  const { scripts } = manifest.parse(JSON.parse(readSource("package.json")));
  return listFiles(["*.md", "docs/**/*.md"]).flatMap((doc) => {
    const text = readSource(doc);
    const dead = [
      ...linksOf(text).filter((link) => !existsSync(join(projectRoot, dirname(doc), link))),
      ...pathsOf(text).filter((path) => !isThere(path)),
      ...commandsOf(text).filter((name) => !(name in scripts) && !BUILT_IN.includes(name)),
    ];
    return [...new Set(dead)].map((name) => `${doc}: there is no ${name}`);
  });
}

/** Links to files beside the document; other sites and headings are not ours to judge. */
export function linksOf(text: string): string[] {
  return [...text.matchAll(LINK)]
    .map(([, target = ""]) => target.split("#")[0] ?? "")
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}

/** What stands in code quotes and looks like a path of this project. */
export function pathsOf(text: string): string[] {
  return [...text.matchAll(CODE)]
    .map(([, code = ""]) => code.trim())
    .filter((code) => OUR_PATH.test(code) && !code.includes("<"));
}

export function commandsOf(text: string): string[] {
  return [...text.matchAll(CODE), ...text.matchAll(/^(npm .+)$/gm)].flatMap(([, code = ""]) =>
    [...code.matchAll(COMMAND)].map(([, name = ""]) => name),
  );
}

function isThere(path: string): boolean {
  return path.includes("*") ? listFiles(path).length > 0 : existsSync(join(projectRoot, path));
}
