import { Pool } from "undici";
import { isLoopback } from "./loopback.ts";
import { connectFailureCode, socketFailureCode } from "./socket-failure.ts";

export type HttpCall = {
  method: "GET" | "POST";
  /** Below the partner's base URL; parts of it must come encoded. */
  path: string;
  /** Also the idempotency key. */
  clientReference: string;
  requestId: string;
  /** Absent on reads and on posts without a body. */
  body?: string;
  timeoutMs: number;
  signal: AbortSignal;
};

/**
 * `body` is null when it is cut, too long or late. `before_sent` promises that no byte of the
 * request was written; whatever is less certain is `after_sent`.
 */
export type HttpResult =
  | { type: "response"; status: number; retryAfter: string | null; body: string | null }
  | { type: "failure"; phase: "before_sent" | "after_sent"; code: string };

export type HttpClient = {
  call(call: HttpCall): Promise<HttpResult>;
  close(): Promise<void>;
};

export type HttpClientConfig = {
  url: string;
  token: string;
  connectTimeoutMs?: number;
  /** Plain http beyond this machine, for private networks that encrypt below us. */
  allowInsecure?: boolean;
};

const CONNECT_TIMEOUT_MS = 2_000;
/** One worker's batch; more would queue at the partner instead of here. */
const MAX_CONNECTIONS = 128;
/** A partner's largest honest answer is a few KiB; more is a fault and must not fill the memory. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A connection pool to one partner. Calls resolve whatever happens; redirects are never followed. */
export function createHttpClient(config: HttpClientConfig): HttpClient {
  const base = parseBaseUrl(config);
  const pool = new Pool(base.origin, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    // One request a socket keeps "was a byte written" a fact about this request alone.
    allowH2: false,
    connectTimeout: config.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    // Ours is the total timeout of each call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const basePath = base.pathname.replace(/\/$/, "");
  return {
    call: (call) => dispatch(pool, basePath, config.token, call),
    close: () => pool.destroy(),
  };
}

function parseBaseUrl(config: HttpClientConfig): URL {
  const url = new URL(config.url);
  if (url.protocol === "https:") return url;
  if (url.protocol === "http:" && (config.allowInsecure === true || isLoopback(url.hostname))) {
    return url;
  }
  throw new Error(`A partner must be reached over https, not ${url.protocol}//${url.host}`);
}

function dispatch(pool: Pool, basePath: string, token: string, call: HttpCall) {
  return new Promise<HttpResult>((resolve) => {
    const exchange = openExchange(call, resolve);
    if (exchange.settled()) return;
    pool.dispatch(
      {
        method: call.method,
        path: basePath + call.path,
        headers: requestHeaders(call, token),
        body: call.body ?? null,
      },
      {
        // Called on a connected socket, right before the first byte is written.
        onRequestStart: (controller) => exchange.started((reason) => controller.abort(reason)),
        onResponseStart: (_controller, status, headers) => {
          // Interim answers (103) are not the answer.
          if (status >= 200) exchange.head(status, firstValue(headers["retry-after"]));
        },
        onResponseData: (_controller, chunk) => exchange.chunk(chunk),
        onResponseEnd: () => exchange.end(),
        onResponseError: (_controller, error) => exchange.fail(error),
      },
    );
  });
}

function requestHeaders(call: HttpCall, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/json, application/problem+json",
    "x-request-id": call.requestId,
    ...(call.method === "POST" && { "idempotency-key": call.clientReference }),
    ...(call.body !== undefined && { "content-type": "application/json" }),
  };
}

function firstValue(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** One request's life. The first thing that ends it decides; whatever comes later is not heard. */
function openExchange(call: HttpCall, resolve: (result: HttpResult) => void) {
  let abortSocket: ((reason: Error) => void) | null = null;
  let isSettled = false;
  let head: { status: number; retryAfter: string | null } | null = null;
  let byteCount = 0;
  const chunks: Uint8Array[] = [];

  const settle = (result: HttpResult) => {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(timer);
    call.signal.removeEventListener("abort", onAbort);
    resolve(result);
  };
  const giveUp = (code: string) => {
    settle(
      head === null
        ? { type: "failure", phase: abortSocket === null ? "before_sent" : "after_sent", code }
        : { type: "response", ...head, body: null },
    );
    abortSocket?.(new Error(code));
  };
  const onAbort = () => giveUp("aborted");
  const timer = setTimeout(() => giveUp("timeout"), call.timeoutMs);
  if (call.signal.aborted) onAbort();
  else call.signal.addEventListener("abort", onAbort, { once: true });

  return {
    settled: () => isSettled,
    started(abort: (reason: Error) => void) {
      // Given up while it waited for a connection: the socket must not write it after all.
      if (isSettled) abort(new Error("given up"));
      else abortSocket = abort;
    },
    head(status: number, retryAfter: string | null) {
      head = { status, retryAfter };
    },
    chunk(chunk: Uint8Array) {
      byteCount += chunk.byteLength;
      if (byteCount > MAX_BODY_BYTES) giveUp("reply_too_long");
      else chunks.push(chunk);
    },
    end() {
      if (head === null) giveUp("reply_without_head");
      else settle({ type: "response", ...head, body: Buffer.concat(chunks).toString("utf8") });
    },
    fail(error: Error) {
      giveUp(abortSocket === null ? connectFailureCode(error) : socketFailureCode(error));
    },
  };
}
