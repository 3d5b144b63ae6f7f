import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import type { PartnerJob } from "#server/partners/types";

/** A call is here and nothing was done yet; or the partner has answered and nobody was told. */
export type Moment = "arrived" | "answered";
type Watch = { job: PartnerJob; moment: Moment; act: () => Promise<"go on" | "drop"> };

export type PartnerGate = {
  url: string;
  /** The first call of this job that comes to this moment; resolves when what is to be done then is done. */
  at(job: PartnerJob, moment: Moment, act: Watch["act"]): Promise<void>;
  /** How often each job was called for since the gate opened. */
  callsOf(sagaUuid: string): PartnerJob[];
  close(): Promise<void>;
};

/** What calls which job, and whether it is the part of it that makes or takes back. */
const CALLS: readonly {
  method: string;
  path: RegExp;
  job: PartnerJob;
  part: "first" | "last" | "only";
}[] = [
  {
    method: "POST",
    path: /^\/prescription\/v1\/prescriptions$/,
    job: "create-prescription",
    part: "only",
  },
  { method: "POST", path: /^\/prescription\/.*cancel/, job: "cancel-prescription", part: "only" },
  {
    method: "POST",
    path: /^\/inventory\/v1\/reservations$/,
    job: "reserve-inventory",
    part: "only",
  },
  {
    method: "POST",
    path: /^\/inventory\/.*(release|cancel)/,
    job: "release-inventory",
    part: "only",
  },
  { method: "POST", path: /^\/carrier\/v1\/shipments$/, job: "initiate-shipment", part: "first" },
  { method: "POST", path: /^\/carrier\/.*\/label$/, job: "initiate-shipment", part: "last" },
  { method: "POST", path: /^\/carrier\/.*(void|cancel)/, job: "void-shipment", part: "only" },
];

const referenced = z.object({ clientReference: z.string() });

/**
 * Stands between workers and the bundled partners: every call goes through over
 * real sockets, and a test may do something at one exact moment of it.
 */
export async function openPartnerGate(partnersUrl: string): Promise<PartnerGate> {
  const calls: { job: PartnerJob; sagaUuid: string }[] = [];
  const watches = new Set<Watch & { done: () => void }>();

  async function come(job: PartnerJob, moment: Moment): Promise<"go on" | "drop"> {
    const watch = [...watches].find((each) => each.job === job && each.moment === moment);
    if (!watch) return "go on";
    watches.delete(watch);
    const then = await watch.act();
    watch.done();
    return then;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = new URL(request.url ?? "/", partnersUrl).pathname;
    const call = CALLS.find((each) => each.method === request.method && each.path.test(path));
    if (call && call.part !== "last") {
      calls.push({ job: call.job, sagaUuid: sagaOf(body) });
      if ((await come(call.job, "arrived")) === "drop") return void response.destroy();
    }
    const answer = await fetch(partnersUrl + (request.url ?? "/"), {
      method: request.method ?? "GET",
      headers: pick(request.headers, [
        "authorization",
        "content-type",
        "idempotency-key",
        "x-request-id",
      ]),
      ...(body !== "" && { body }),
    });
    const text = await answer.text();
    const isLast = call && (call.part !== "first" || !answer.ok);
    if (isLast && (await come(call.job, "answered")) === "drop") return void response.destroy();
    response.writeHead(
      answer.status,
      pick(Object.fromEntries(answer.headers), ["content-type", "retry-after"]),
    );
    response.end(text);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    at: (job, moment, act) =>
      new Promise<void>((done) => {
        watches.add({ job, moment, act, done });
      }),
    callsOf: (sagaUuid) => calls.filter((call) => call.sagaUuid === sagaUuid).map(({ job }) => job),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Every write names its reference, which begins with its saga. */
function sagaOf(body: string): string {
  return referenced.parse(JSON.parse(body)).clientReference.split(":")[0] ?? "";
}

type Headers = Record<string, string | string[] | undefined>;

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
