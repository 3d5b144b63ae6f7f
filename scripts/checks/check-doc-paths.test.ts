import { expect, test } from "vitest";
import { commandsOf, linksOf, pathsOf } from "./check-doc-paths.ts";

test("a document's links are files beside it, other sites and headings aside", () => {
  const text = "[a](docs/a.md#top) [b](https://example.com/b) [c](#c) ![d](images/d.png)";
  expect(linksOf(text)).toEqual(["docs/a.md", "images/d.png"]);
});

test("a path is what stands in code quotes and begins in a folder of ours", () => {
  const text = "`server/saga/decide.ts` `jobs/*.ts` `POST /api/v1/orders` `package.json` `a/b`";
  expect(pathsOf(text)).toEqual(["server/saga/decide.ts", "jobs/*.ts", "package.json"]);
});

test("a command is what npm would be asked for, in a sentence or in a block", () => {
  const text = "Use `npm start`, or\n```\nnpm run demo -- --orders 500\n```\n`npm run db:reset`";
  expect(commandsOf(text).toSorted()).toEqual(["db:reset", "demo", "start"]);
});
