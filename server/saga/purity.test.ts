import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const FOLDER = import.meta.dirname;
const FILES = readdirSync(FOLDER).filter((f) => f.endsWith(".ts") && !f.endsWith(".test.ts"));

/** Comments may speak of clocks; code may not have one. */
const withoutComments = (source: string) =>
  source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");

const codeOf = (file: string) => withoutComments(readFileSync(`${FOLDER}/${file}`, "utf8"));

/** Clocks, chance, the process and waiting: whatever would make the same input answer twice. */
const IMPURE =
  /\bDate\b|\bnew Date|Math\.random|\bcrypto\b|\bprocess\.|\bawait\b|\basync\b|\bperformance\b|setTimeout|setInterval|\bfetch\(|\bimport\(|console\./g;
const IMPORTED = /\bfrom\s+"([^"]+)"|\bimport\s+"([^"]+)"/g;

test("the core is there to be looked at", () => {
  expect(FILES).toEqual(expect.arrayContaining(["decide.ts", "evolve.ts", "plan.ts", "types.ts"]));
});

describe.each(FILES)("%s", (file) => {
  test("has no clock, no chance and no I/O", () => {
    expect(codeOf(file).match(IMPURE) ?? []).toEqual([]);
  });

  test("imports nothing but its neighbours", () => {
    const imported = [...codeOf(file).matchAll(IMPORTED)].map((m) => m[1] ?? m[2] ?? "");
    expect(imported.filter((path) => !/^\.\/[a-z-]+\.ts$/.test(path))).toEqual([]);
  });
});

test("an impure line would be found", () => {
  const samples = ["const now = Date.now();", "await wait();", "Math.random()", "process.env.X"];
  for (const sample of samples) expect(withoutComments(sample)).toMatch(new RegExp(IMPURE.source));
  expect('import { z } from "zod";').toMatch(new RegExp(IMPORTED.source));
});
