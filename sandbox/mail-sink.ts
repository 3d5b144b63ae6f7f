import type { Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { logLine } from "./log.ts";
import { acceptMessage, type MailHeaders, readMailHeaders } from "./messages.ts";
import type { Scenario, Scenarios } from "./scenarios.ts";
import type { Writer } from "./writer.ts";

const MAX_MESSAGE_BYTES = 1_048_576;

export type MailSink = { port: number; close(): Promise<void> };

/** The notifications partner: takes mail over SMTP, keeps its headers, forgets its body. */
export async function startMailSink(
  port: number,
  desk: { writer: Writer; scenarios: Scenarios },
): Promise<MailSink> {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    closeTimeout: 200,
    onData: (stream, session, callback) => {
      readMailHeaders(stream)
        .then((headers) => receive(headers, desk))
        .then((verdict) => {
          if (verdict.type === "cut") sockets.get(session.remotePort)?.destroy();
          else if (verdict.type === "refused") callback(smtpError(verdict.code, verdict.text));
          else if (verdict.type === "accepted") callback(null, "accepted");
        })
        .catch((error: unknown) => {
          logLine("sandbox.mail_failed", { message: error instanceof Error ? error.message : "" });
          callback(smtpError(451, "4.3.0 local error"));
        });
    },
  });
  server.server.on("connection", (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.on("close", () => void sockets.delete(remotePort));
  });
  // A client that resets its connection is its own affair, not the end of the sandbox.
  server.on("error", (error) =>
    logLine("sandbox.mail_connection_failed", { message: error.message }),
  );

  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port for mail");
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

type Verdict =
  | { type: "accepted" }
  | { type: "refused"; code: number; text: string }
  | { type: "cut" }
  /** No answer ever; the client leaves when it has waited enough. */
  | { type: "silence" };

async function receive(
  headers: MailHeaders,
  { writer, scenarios }: { writer: Writer; scenarios: Scenarios },
): Promise<Verdict> {
  const { messageId, orderNumber } = headers;
  if (messageId === "") return { type: "refused", code: 554, text: "5.6.0 Message-ID is missing" };
  const accept = async (): Promise<Verdict> => {
    const reply = await writer.submit(acceptMessage(headers));
    return reply.type === "ok"
      ? { type: "accepted" }
      : { type: "refused", code: 451, text: "4.3.0 local error" };
  };
  const scenario = scenarios.take({
    partner: "notifications",
    operation: "mail",
    clientReference: messageId,
    orderNumber,
  });
  return scenario === undefined ? accept() : spoil(scenario, accept);
}

/** The behaviours that mean something over SMTP; scenarios for the others are refused when asked for. */
async function spoil(scenario: Scenario, accept: () => Promise<Verdict>): Promise<Verdict> {
  switch (scenario.behaviour) {
    case "latency":
      await new Promise<void>((resolve) => void setTimeout(resolve, scenario.ms));
      return accept();
    case "transient":
    case "unavailable":
    case "flap":
    case "outage":
      return { type: "refused", code: 451, text: "4.7.1 try again later" };
    case "permanent":
      return { type: "refused", code: 550, text: "5.1.1 no such mailbox" };
    case "drop_before":
      return { type: "cut" };
    case "drop_after":
      await accept();
      return { type: "cut" };
    case "hang":
      return { type: "silence" };
    case "ok":
    case "reject":
    case "config_401":
    case "rate_limit":
    case "malformed_200":
    case "wrong_schema_200":
    case "duplicate_response":
    case "late_arrival":
    case "pending_then":
    case "cancel_denied":
    case "void_refused":
    case "partial_stock":
    case "reservation_expires":
      return accept();
  }
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
