import { expect, test } from "vitest";
import { judgeTest } from "./judge-test.ts";
import type { TestReport } from "./run-named-tests.ts";

const named = {
  project: "unit",
  file: "server/orders/place.test.ts",
  test: "an order > is placed once",
} as const;

function givenReport(
  statuses: readonly string[],
  file: Partial<TestReport["testResults"][number]> = {},
): TestReport {
  const assertionResults = statuses.map((status) => ({
    ancestorTitles: ["an order"],
    title: "is placed once",
    status,
    failureMessages: status === "failed" ? ["AssertionError: expected 2 to be 1"] : [],
  }));
  const name = `/somewhere/${named.file}`;
  return { testResults: [{ name, message: "", assertionResults, ...file }] };
}

test("a test that failed says why", () => {
  const message = "AssertionError: expected 2 to be 1";
  expect(judgeTest(givenReport(["failed"]), named)).toEqual({ type: "failed", message });
});

test("a test that passed has not noticed anything", () => {
  expect(judgeTest(givenReport(["passed"]), named)).toEqual({ type: "passed" });
});

test("of several cases under one name one failure is enough", () => {
  expect(judgeTest(givenReport(["passed", "failed"]), named).type).toBe("failed");
});

test("a name that no test has, or only one that was skipped, is not found", () => {
  expect(judgeTest(givenReport(["skipped"]), named).type).toBe("not_found");
  const other = { ...named, test: "is placed once" };
  expect(judgeTest(givenReport(["passed"]), other).type).toBe("not_found");
});

test("a file that could not be loaded has tested nothing", () => {
  const report = givenReport([], { message: "SyntaxError: Unexpected token" });
  const why = "SyntaxError: Unexpected token";
  expect(judgeTest(report, named)).toEqual({ type: "not_run", why });
});

test("a run without a report, or without the file, has tested nothing", () => {
  expect(judgeTest(undefined, named).type).toBe("not_run");
  const elsewhere = givenReport(["failed"], { name: "/somewhere/server/ids.test.ts" });
  expect(judgeTest(elsewhere, named).type).toBe("not_run");
});
