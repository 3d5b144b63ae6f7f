import { describe, expect, test } from "vitest";
import { cellTable, everyCell, INPUTS } from "./testing/cells.ts";
import { SITUATIONS } from "./testing/situations.ts";
import { PARKED_REASONS, POSITIONS } from "./types.ts";

const cells = everyCell();

describe("every situation with every input", () => {
  test("is answered as the table in testing/cells.txt says", async () => {
    await expect(cellTable(cells)).toMatchFileSnapshot("./testing/cells.txt");
  });
});
