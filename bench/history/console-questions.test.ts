import { expect, test } from "vitest";
import { consoleApi } from "#server/api/console";
import { ASKED_OF_NO_TABLE, QUESTIONS } from "./console-questions.ts";

/** A router keeps its procedures flat, which its type does not tell. */
const typeOf = (procedure: object) =>
  Object.getOwnPropertyDescriptor(procedure, "_def")?.value.type;

test("everything that the console's pages ask is measured", () => {
  const asked = Object.entries(consoleApi._def.procedures)
    .filter(([, procedure]) => typeOf(procedure) !== "mutation")
    .map(([path]) => path);
  expect(asked).toContain("orders.list");
  const measured = new Set([...QUESTIONS.map(({ procedure }) => procedure), ...ASKED_OF_NO_TABLE]);
  expect(asked.filter((path) => !measured.has(path))).toEqual([]);
});

test("no two questions share a name", () => {
  const names = QUESTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
