import { expect, test } from "vitest";
import { readStartSettings } from "./start-settings.ts";

test("without variables everything bundled is used", () => {
  expect(readStartSettings({ NODE_ENV: "test", DATABASE_URL: "" })).toEqual({
    PORT: 3000,
    SAMPLE_ORDERS: 60,
  });
});

test("every wrong variable is named in one error", () => {
  const wrong = {
    NODE_ENV: "test",
    PORT: "http",
    SAMPLE_ORDERS: "-1",
    SMTP_URL: "nowhere",
  } as const;
  expect(() => readStartSettings(wrong)).toThrow(/PORT.*SAMPLE_ORDERS.*SMTP_URL/s);
});

test("a real partner without its token is found out before anything starts", () => {
  const tokenless = {
    NODE_ENV: "test",
    PARTNER_CARRIER_URL: "https://carrier.example.com",
  } as const;
  expect(() => readStartSettings(tokenless)).toThrow("PARTNER_CARRIER_TOKEN");
});
