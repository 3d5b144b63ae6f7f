import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HttpCall, HttpClient, HttpClientConfig } from "./http-client.ts";
import { createHttpClient } from "./http-client.ts";
import type { ScriptedPartner } from "./testing/scripted-partner.ts";
import { startScriptedPartner } from "./testing/scripted-partner.ts";

let partner: ScriptedPartner;
let clients: HttpClient[] = [];

beforeEach(async () => {
  partner = await startScriptedPartner();
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
  await partner.close();
});

function connect(config: Partial<HttpClientConfig> = {}): HttpClient {
  const client = createHttpClient({ url: partner.url, token: "t0ken", ...config });
  clients.push(client);
  return client;
}

function post(overrides: Partial<HttpCall> = {}): HttpCall {
  return {
    method: "POST",
    path: "/v1/things",
    clientReference: "saga:thing",
    requestId: "saga:1",
    body: '{"a":1}',
    timeoutMs: 2_000,
    signal: new AbortController().signal,
    ...overrides,
  };
}

describe("a request", () => {
  test("carries key, reference and request id, below the partner's base path", async () => {
    partner.script.push({ type: "json", status: 200, body: {} });
    await connect({ url: `${partner.url}/base/` }).call(post());
    expect(partner.heard).toMatchObject([
      {
        method: "POST",
        path: "/base/v1/things",
        body: '{"a":1}',
        headers: {
          authorization: "Bearer t0ken",
          "idempotency-key": "saga:thing",
          "x-request-id": "saga:1",
          "content-type": "application/json",
        },
      },
    ]);
  });

  test("that only reads carries no idempotency key", async () => {
    partner.script.push({ type: "json", status: 200, body: [] });
    const { body: _, ...read } = post({ method: "GET" });
    await connect().call(read);
    expect(partner.heard[0]?.headers).not.toHaveProperty("idempotency-key");
  });
});

describe("a response", () => {
  test("comes with its status, body and Retry-After", async () => {
    const headers = { "retry-after": "3" };
    partner.script.push({ type: "raw", status: 429, body: "wait", headers });
    expect(await connect().call(post())).toEqual({
      type: "response",
      status: 429,
      retryAfter: "3",
      body: "wait",
    });
  });

  test("that redirects is not followed", async () => {
    const headers = { location: `${partner.url}/elsewhere` };
    partner.script.push({ type: "raw", status: 301, body: "", headers });
    expect(await connect().call(post())).toMatchObject({ type: "response", status: 301 });
    expect(partner.heard).toHaveLength(1);
  });

  test("of more than a mebibyte is not read to its end", async () => {
    partner.script.push({ type: "raw", status: 200, body: "x".repeat(2 * 1024 * 1024) });
    expect(await connect().call(post())).toMatchObject({ status: 200, body: null });
  });

  test("that breaks off has no body", async () => {
    partner.script.push({ type: "cut_body", status: 200 });
    expect(await connect().call(post())).toMatchObject({ status: 200, body: null });
  });
});

describe("a failure before a byte was written", () => {
  test("is a refused connection", async () => {
    await partner.close();
    expect(await connect().call(post())).toEqual({
      type: "failure",
      phase: "before_sent",
      code: "connect_refused",
    });
    partner = await startScriptedPartner();
  });

  test("is a name that does not resolve", async () => {
    const client = connect({ url: "https://partner.invalid" });
    expect(await client.call(post())).toEqual({
      type: "failure",
      phase: "before_sent",
      code: "dns_failed",
    });
  });

  test("is a TLS handshake with something that does not speak it", async () => {
    const client = connect({ url: partner.url.replace("http:", "https:") });
    expect(await client.call(post())).toMatchObject({ type: "failure", phase: "before_sent" });
    expect(partner.heard).toEqual([]);
  });

  test("is a TLS handshake that is never answered, until the connect timeout", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const client = connect({ url: `https://127.0.0.1:${port}`, connectTimeoutMs: 100 });
    expect(await client.call(post())).toEqual({
      type: "failure",
      phase: "before_sent",
      code: "connect_timeout",
    });
    await client.close();
    silent.close();
  });

  test("is a call whose worker had already given up", async () => {
    const result = await connect().call(post({ signal: AbortSignal.abort() }));
    expect(result).toEqual({ type: "failure", phase: "before_sent", code: "aborted" });
    expect(partner.heard).toEqual([]);
  });
});

describe("a call that waits for a connection", () => {
  test("and is given up was not sent, and is not sent later either", async () => {
    const client = connect();
    const abort = new AbortController();
    const slow = Array.from({ length: 128 }, () => {
      partner.script.push({ type: "hang" });
      return client.call(post({ signal: abort.signal, timeoutMs: 20_000 }));
    });
    await vi.waitFor(() => expect(partner.heard).toHaveLength(128), 5_000);
    expect(await client.call(post({ body: "waited", timeoutMs: 50 }))).toEqual({
      type: "failure",
      phase: "before_sent",
      code: "timeout",
    });
    abort.abort();
    await Promise.all(slow);
    partner.script.push({ type: "json", status: 200, body: {} });
    expect(await client.call(post({ body: "after" }))).toMatchObject({ status: 200 });
    expect(partner.heard.map(({ body }) => body)).not.toContain("waited");
  });
});

describe("a failure after sending", () => {
  test("is a socket cut without an answer", async () => {
    partner.script.push({ type: "cut" });
    expect(await connect().call(post())).toEqual({
      type: "failure",
      phase: "after_sent",
      code: "connection_lost",
    });
    expect(partner.heard).toHaveLength(1);
  });

  test("is an answer that does not come in time", async () => {
    partner.script.push({ type: "hang" });
    expect(await connect().call(post({ timeoutMs: 100 }))).toEqual({
      type: "failure",
      phase: "after_sent",
      code: "timeout",
    });
  });

  test("is a call given up while the partner thinks", async () => {
    partner.script.push({ type: "hang" });
    const abort = new AbortController();
    const result = connect().call(post({ signal: abort.signal }));
    await vi.waitFor(() => expect(partner.heard).toHaveLength(1));
    abort.abort();
    expect(await result).toEqual({ type: "failure", phase: "after_sent", code: "aborted" });
  });

  test("does not spoil the calls that follow", async () => {
    const client = connect();
    partner.script.push({ type: "cut" }, { type: "json", status: 200, body: {} });
    await client.call(post());
    expect(await client.call(post())).toMatchObject({ type: "response", status: 200 });
  });
});

describe("the partner's address", () => {
  test.each(["http://partner.example", "http://10.0.0.5:8080", "ftp://localhost"])(
    "%s is refused, for the request would travel in the clear",
    (url) => {
      expect(() => connect({ url })).toThrow("https");
    },
  );

  test("may be plain http where the operator allows it, and always on this machine", () => {
    expect(() => connect({ url: "http://partner.internal", allowInsecure: true })).not.toThrow();
    expect(() => connect({ url: "http://localhost:1" })).not.toThrow();
    expect(() => connect({ url: "http://[::1]:1" })).not.toThrow();
  });
});
