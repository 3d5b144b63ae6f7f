import { describe, expect, test } from "vitest";
import { sessionCookieName } from "./cookies.ts";
import { isSameOrigin } from "./origins.ts";

describe("a changing request", () => {
  test.each([
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ origin: "http://localhost:3000" }, true],
    [{ origin: "http://127.0.0.1:3000" }, true],
    [{ origin: "http://localhost:3001" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ origin: "null" }, false],
    [{}, false],
  ])("with %j is ours: %s", (headers, ours) => {
    const given = new Headers(Object.entries(headers));
    expect(isSameOrigin(given, "http://localhost:3000")).toBe(ours);
  });
});

test("two instances on one host have cookies of their own, and https makes them secure", () => {
  expect(sessionCookieName("http://localhost:3000")).toBe("backstitch-3000.session_token");
  expect(sessionCookieName("https://ops.example")).toBe("__Secure-backstitch.session_token");
});
