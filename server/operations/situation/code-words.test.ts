import { describe, expect, test } from "vitest";
import {
  CARRIER_ACCOUNT_PROBLEMS,
  CARRIER_REJECTIONS,
  VOID_REFUSAL_REASONS,
} from "#server/partners/contract/carrier";
import { INVENTORY_REJECTIONS, RESERVATION_REFUSALS } from "#server/partners/contract/inventory";
import {
  PRESCRIPTION_DENIAL_REASONS,
  PRESCRIPTION_REJECTIONS,
} from "#server/partners/contract/prescription";
import { COMMON_PROBLEM_CODES } from "#server/partners/contract/problem";
import { codeClause, refusalClause } from "./code-words.ts";

describe("the words for codes", () => {
  test.each([
    ...COMMON_PROBLEM_CODES,
    ...PRESCRIPTION_REJECTIONS,
    ...PRESCRIPTION_DENIAL_REASONS,
    ...INVENTORY_REJECTIONS,
    ...RESERVATION_REFUSALS,
    ...CARRIER_REJECTIONS,
    ...CARRIER_ACCOUNT_PROBLEMS,
    ...VOID_REFUSAL_REASONS,
  ])("%s, which the contract names, has words", (code) => {
    expect(codeClause(code, "ScriptLine")).not.toContain("(code ");
  });

  test("a bare status is told as one", () => {
    expect(codeClause("http_502", "Dockside")).toBe("Dockside answered with error 502");
  });

  test("what a mail server refuses is told for good or for now, with its number", () => {
    expect(codeClause("smtp_550", "Mailroom")).toBe(
      "Mailroom says that no e-mail to this address is accepted (error 550)",
    );
    expect(codeClause("smtp_451", "Mailroom")).toBe(
      "Mailroom did not take the e-mail for now (error 451)",
    );
  });

  test("a code we never saw is told with itself, also one that is a word of the language", () => {
    expect(refusalClause("constructor", "ScriptLine")).toBe(
      "ScriptLine refused it with a reason we have no words for yet (code constructor)",
    );
  });
});
