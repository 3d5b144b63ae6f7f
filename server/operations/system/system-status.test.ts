import { describe, expect, test } from "vitest";
import { PARTNERS } from "#server/partners/types";
import { isSandboxed, type PartnerEnv } from "./system-status.ts";

const sandboxed = (env: PartnerEnv) => PARTNERS.filter((partner) => isSandboxed(partner, env));

describe("which partners are the bundled ones", () => {
  test("all, when no address is set", () => {
    expect(sandboxed({})).toEqual(PARTNERS);
  });

  test("those at the sandbox's own address", () => {
    const sandbox = "http://127.0.0.1:4100";
    expect(
      sandboxed({
        SANDBOX_URL: sandbox,
        PARTNER_PRESCRIPTION_URL: `${sandbox}/prescription`,
        PARTNER_INVENTORY_URL: "https://warehouse.example",
        PARTNER_CARRIER_URL: "https://carrier.example",
        SMTP_URL: "smtp://127.0.0.1:2525",
      }),
    ).toEqual(["prescription", "notifications"]);
  });

  test("none, when all are elsewhere", () => {
    expect(
      sandboxed({
        PARTNER_PRESCRIPTION_URL: "https://rx.example",
        PARTNER_INVENTORY_URL: "https://warehouse.example",
        PARTNER_CARRIER_URL: "https://carrier.example",
        SMTP_URL: "smtps://mail.example",
      }),
    ).toEqual([]);
  });
});
