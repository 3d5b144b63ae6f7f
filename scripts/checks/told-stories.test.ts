import { expect, test } from "vitest";
import { readSource } from "./check-sources.ts";

const ROW = /^\| \d+\. .+? \| `(?<file>[^`]+)` \| (?<names>.+) \|$/gm;

const told = [...readSource("docs/architecture.md").matchAll(ROW)].flatMap(({ groups }) =>
  [...(groups?.names ?? "").matchAll(/"([^"]+)"/g)].map(([, name = ""]) => ({
    file: groups?.file ?? "",
    name,
  })),
);

test("the stories that the document tells are tests of that file, by that name", () => {
  expect(told.length).toBeGreaterThan(9);
  for (const { file, name } of told)
    expect(readSource(file), file).toContain(`test(${quoted(name)},`);
});

/** As the source spells it: a name that holds a variable is a template. */
function quoted(name: string): string {
  return name.includes("${") ? `\`${name}\`` : `"${name}"`;
}
