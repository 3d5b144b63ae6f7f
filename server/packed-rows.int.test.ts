import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { type Cell, field, packRows, unpacked } from "./packed-rows.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await copyTemplate();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const COLUMNS = ["text", "int", "bool", "jsonb", "timestamptz"];
const READ = `
  select ${COLUMNS.map((type, index) => `${field("i", index + 1, type)} as c${index}`).join(", ")}
  from ${unpacked("$1", "i")}`;

async function read(rows: readonly (readonly Cell[])[]): Promise<unknown[][]> {
  const result = await client.query({ text: READ, values: [packRows(rows)], rowMode: "array" });
  return result.rows;
}

const UNSENT = ["\0", "\x1c", "\x1d", "\x1f"];
// A text that Postgres stores has no NUL and no half of a surrogate pair; ours have no separator either.
const text = fc
  .string({ unit: "binary" })
  .filter((value) => value.isWellFormed() && !UNSENT.some((each) => value.includes(each)));
const json = fc.json().filter((value) => !value.includes("\\u"));
const row = fc.tuple(
  fc.option(text),
  fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  fc.option(fc.boolean()),
  fc.option(json),
  fc.option(fc.integer({ min: 0, max: 4e12 })),
);

describe("packed rows", () => {
  test("come out of Postgres as they went in: texts of any kind, the empty one, and nothing at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const expected = rows.map(([words, number, flag, data, at]) => [
          words,
          number,
          flag,
          data === null ? null : JSON.parse(data),
          at === null ? null : new Date(at),
        ]);
        expect(await read(rows)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test.each(["\x1c", "\x1d", "\x1f"])(
    "take no text that holds the separator %j: it would be read as another row's",
    (separator) => {
      expect(() => packRows([["a", `b${separator}c`]])).toThrow("control character");
    },
  );
});
