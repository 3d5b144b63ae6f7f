import { listSources, readSource } from "./check-sources.ts";

/** Beyond this a file is two things. Aim for 40 to 120; 250 is a reason to look again. */
const MAX_LINES = 400;

/** Tests and what they are made of grow by the case, not by the idea. */
const FREE = /\.test\.tsx?$|\.fixture\.ts$|\/testing\/|^testing\/|^e2e\//;

export async function checkFileSize(): Promise<string[]> {
  return listSources()
    .filter((path) => !FREE.test(path))
    .map((path) => ({ path, lines: readSource(path).split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines, more than ${MAX_LINES}. Split it by verb.`);
}
