import { describe, expect, test } from "vitest";
import { judgeLedger } from "./judge-ledger.ts";
import type { Ledger } from "./partners.ts";

const COMPLETED = { sagaUuid: "a", state: "COMPLETED" };
const CANCELLED = { sagaUuid: "b", state: "CANCELLED" };
const ledger = (made: string[], undone: string[] = []): Ledger => ({ made, undone });
const WHOLE = ["a:prescription", "a:inventory", "a:shipment"];
const MADE = ["b:prescription", "b:inventory"];

describe("what the partners did", () => {
  test("fits when everything was made once and taken back where it had to be", () => {
    expect(judgeLedger([COMPLETED, CANCELLED], [ledger([...WHOLE, ...MADE], MADE)])).toEqual([]);
  });

  test("may be spread over several processes", () => {
    const parts = [ledger(WHOLE.slice(0, 2)), ledger(WHOLE.slice(2))];
    expect(judgeLedger([COMPLETED], parts)).toEqual([]);
  });

  test("is told when two processes made the same", () => {
    const parts = [ledger(WHOLE), ledger(["a:shipment"])];
    expect(judgeLedger([COMPLETED], parts)).toEqual(["a:shipment was made 2 times"]);
  });

  test("is told when something was left standing", () => {
    expect(judgeLedger([CANCELLED], [ledger(MADE, ["b:inventory"])])).toEqual([
      "b:prescription was undone 0 times",
    ]);
  });

  test("is told when something was made for nobody or undone for no reason", () => {
    expect(judgeLedger([], [ledger(["x:shipment"], ["y:inventory"])])).toEqual([
      "x:shipment was made for nobody",
      "y:inventory was undone for no reason",
    ]);
  });
});

test("a saga that has not ended is told", () => {
  expect(judgeLedger([{ sagaUuid: "a", state: "PENDING_SHIPMENT" }], [])).toEqual([
    "a has not ended but is PENDING_SHIPMENT",
  ]);
});
