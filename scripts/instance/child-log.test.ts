import { describe, expect, test } from "vitest";
import { describeError } from "./child-log.ts";

describe("what the console shows of a child's output", () => {
  test("an error of the product's log is shown as its event and its message", () => {
    const line = JSON.stringify({ level: "error", msg: "worker.failed", err: { message: "gone" } });
    expect(describeError(line, "stdout")).toBe("worker.failed: gone");
  });

  test("what only informs goes to the file alone", () => {
    expect(
      describeError(JSON.stringify({ level: "info", msg: "worker.started" }), "stdout"),
    ).toBeUndefined();
    expect(describeError("Ready in 200 ms", "stdout")).toBeUndefined();
  });

  test("plain text is shown when it was written as an error", () => {
    expect(describeError("{ not JSON", "stderr")).toBe("{ not JSON");
  });
});
