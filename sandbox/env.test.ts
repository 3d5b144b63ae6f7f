import { describe, expect, test } from "vitest";
import { readSandboxEnv } from "./env.ts";

describe("the sandbox's environment", () => {
  test("names every problem at once and no value", () => {
    const env = readSandboxEnv({ SANDBOX_DATABASE_URL: "mysql://secret", SANDBOX_PORT: "70000" });
    expect(env.type).toBe("invalid");
    if (env.type !== "invalid") return;
    const names = env.problems.map((problem) => problem.split(":")[0]);
    expect(names).toEqual(["SANDBOX_DATABASE_URL", "SANDBOX_PORT", "SANDBOX_TOKEN"]);
    expect(env.problems.join()).not.toContain("secret");
  });

  test("takes any free port unless told otherwise", () => {
    const SANDBOX_DATABASE_URL = "postgres://u:p@127.0.0.1:5432/db";
    expect(readSandboxEnv({ SANDBOX_DATABASE_URL, SANDBOX_TOKEN: "t" })).toEqual({
      type: "valid",
      settings: { SANDBOX_DATABASE_URL, SANDBOX_TOKEN: "t", SANDBOX_PORT: 0, SANDBOX_SMTP_PORT: 0 },
    });
  });
});
