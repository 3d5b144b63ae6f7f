import { describe, expect, test } from "vitest";
import { loadEnv } from "./env.ts";

const web = {
  DATABASE_URL: "postgres://app@localhost:5432/backstitch",
  AUTH_SECRET: "a".repeat(32),
  API_KEY_PEPPER: "b".repeat(32),
  FINGERPRINT_SECRET: "c".repeat(32),
  CONTACT_INDEX_KEY: "d".repeat(32),
};
const worker = {
  DATABASE_URL: web.DATABASE_URL,
  PARTNER_PRESCRIPTION_URL: "https://rx.example",
  PARTNER_PRESCRIPTION_TOKEN: "t1",
  PARTNER_INVENTORY_URL: "http://127.0.0.1:4010/inventory",
  PARTNER_INVENTORY_TOKEN: "t2",
  PARTNER_CARRIER_URL: "https://carrier.example",
  PARTNER_CARRIER_TOKEN: "t3",
  SMTP_URL: "smtp://localhost:2525",
};

describe("the environment of web", () => {
  test("has a default for what need not be said", () => {
    expect(loadEnv(web, "web")).toMatchObject({
      DATABASE_POOL_MAX: 10,
      PORT: 3000,
      PUBLIC_URL: "http://localhost:3000",
      LOG_LEVEL: "info",
    });
  });

  test("counts a blank value as missing and names every problem at once", () => {
    const broken = () =>
      loadEnv({ ...web, DATABASE_URL: "", AUTH_SECRET: "short", PORT: "many" }, "web");
    expect(broken).toThrow(/DATABASE_URL/);
    expect(broken).toThrow(/AUTH_SECRET/);
    expect(broken).toThrow(/PORT/);
  });

  test("refuses one secret used twice, also beside other problems, and shows no value", () => {
    const twice = { ...web, API_KEY_PEPPER: web.AUTH_SECRET, PORT: "0" };
    expect(() => loadEnv(twice, "web")).toThrow(/API_KEY_PEPPER: must differ from AUTH_SECRET/);
    expect(() => loadEnv(twice, "web")).toThrow(/PORT/);
    expect(() => loadEnv(twice, "web")).not.toThrow(/aaaa/);
  });

  test("knows the public address without a path", () => {
    expect(loadEnv({ ...web, PUBLIC_URL: "https://ops.example/console/" }, "web").PUBLIC_URL).toBe(
      "https://ops.example",
    );
  });
});

describe("the environment of a worker", () => {
  test("needs the partners and no secret of web", () => {
    expect(loadEnv(worker, "worker")).toMatchObject({ WORKER_CONCURRENCY: 200 });
    expect(() => loadEnv(web, "worker")).toThrow(/PARTNER_CARRIER_TOKEN/);
  });

  test("refuses a partner elsewhere over plain http, unless that is allowed", () => {
    const plain = { ...worker, PARTNER_CARRIER_URL: "http://carrier.example" };
    expect(() => loadEnv(plain, "worker")).toThrow(/PARTNER_CARRIER_URL: must be https/);
    expect(
      loadEnv({ ...plain, ALLOW_INSECURE_PARTNERS: "1" }, "worker").ALLOW_INSECURE_PARTNERS,
    ).toBe(true);
  });
});
