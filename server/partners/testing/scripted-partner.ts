import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type HeardRequest = {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
};

export type Answer =
  | { type: "json"; status: number; body: unknown; headers?: Record<string, string> }
  | { type: "raw"; status: number; body: string; headers?: Record<string, string> }
  /** Reads the request, then closes the socket without a word. */
  | { type: "cut" }
  /** Sends the head and part of the body, then closes the socket. */
  | { type: "cut_body"; status: number }
  /** Never answers. */
  | { type: "hang" };

export type ScriptedPartner = {
  url: string;
  heard: HeardRequest[];
  /** The next answers, in order; a request beyond the script is cut. */
  script: Answer[];
  close(): Promise<void>;
};

/** A partner that answers what its script says, on a free port. */
export async function startScriptedPartner(): Promise<ScriptedPartner> {
  const heard: HeardRequest[] = [];
  const script: Answer[] = [];
  const server = createServer(async (request, response) => {
    try {
      const body = await readBody(request);
      heard.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body,
      });
      play(script.shift() ?? { type: "cut" }, response);
    } catch {
      // The client went away while it was still talking; its own side tells the story.
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo; // A TCP listener always has one.
  return {
    url: `http://127.0.0.1:${address.port}`,
    heard,
    script,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function play(answer: Answer, response: ServerResponse): void {
  switch (answer.type) {
    case "json":
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(JSON.stringify(answer.body));
      return;
    case "raw":
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
      return;
    case "cut":
      response.socket?.destroy();
      return;
    case "cut_body":
      response.writeHead(answer.status, { "content-length": "1000" });
      response.write('{"half":', () => response.socket?.destroy());
      return;
    case "hang":
      return;
  }
}
