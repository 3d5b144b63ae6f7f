import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(
    createLog({
      process: "web",
      level: "info",
      destination: { write: (line) => lines.push(line) },
    }),
  );
  return lines.join("");
}

describe("the log", () => {
  test("keeps ids and an event name", () => {
    const line = logged((log) => log.info({ orderId: "o1" }, "order.placed"));
    expect(JSON.parse(line)).toMatchObject({ level: "info", orderId: "o1", msg: "order.placed" });
  });

  test("never shows the parameters of a failed query nor the row a constraint refused", () => {
    const refusal = Object.assign(new Error("duplicate key"), {
      severity: "ERROR",
      code: "23505",
      constraint: "orders_order_number_key",
      detail: "Key (name)=(Zelda) already exists.",
      message: "value Zelda",
    });
    const line = logged((log) =>
      log.error({ err: new DrizzleQueryError("insert", ["Zelda"], refusal) }, "order.failed"),
    );
    expect(line).not.toContain("Zelda");
    expect(line).toContain("orders_order_number_key");
    expect(line).toContain("23505");
  });

  test("never shows the text that was no JSON", () => {
    const line = logged((log) => {
      try {
        JSON.parse('{"name": Zelda}');
      } catch (error) {
        log.error({ err: error }, "body.unreadable");
      }
    });
    expect(line).not.toContain("Zelda");
    expect(line).toContain("SyntaxError");
  });

  test("keeps the message of a bug", () => {
    const line = logged((log) => log.error({ err: new Error("Bug: no saga") }, "bug"));
    expect(line).toContain("Bug: no saga");
  });

  test.each(["authorization", "password", "apiKey", "patient"])("cuts out %s", (name) => {
    const line = logged((log) => log.info({ [name]: "Zelda", request: { [name]: "Zelda" } }, "x"));
    expect(line).not.toContain("Zelda");
  });
});
