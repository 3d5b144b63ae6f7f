import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sampleOrder } from "../testing/sample-call.ts";
import type { ScriptedMailServer } from "../testing/scripted-mail-server.ts";
import { startScriptedMailServer } from "../testing/scripted-mail-server.ts";
import type { Notice } from "../types.ts";
import type { Notifier } from "./smtp.ts";
import { createSmtpNotifier } from "./smtp.ts";

let server: ScriptedMailServer;
let notifier: Notifier;

beforeEach(async () => {
  server = await startScriptedMailServer();
  notifier = open();
});

afterEach(async () => {
  notifier.close();
  await server.close();
});

function open(timeoutMs = 5_000): Notifier {
  return createSmtpNotifier({ url: server.url, from: "orders@pharmacy.example", timeoutMs });
}

const SHIPPED: Notice = {
  kind: "shipped",
  order: sampleOrder(),
  trackingNumber: "1Z999",
  causeCode: null,
};
const CANCELLED: Notice = {
  kind: "cancelled",
  order: sampleOrder(),
  trackingNumber: null,
  causeCode: "insufficient_stock",
};

const send = (notice: Notice = SHIPPED, signal = new AbortController().signal) =>
  notifier.notify(notice, signal);

function sampleOrderWithEmail(email: string | null) {
  const order = sampleOrder();
  return { ...order, patient: { ...order.patient, email } };
}

describe("a notice", () => {
  test("reaches the customer with the order's number and the tracking number", async () => {
    expect(await send()).toEqual({ type: "sent" });
    expect(server.recipients).toEqual(["RCPT TO:<ada@example.com>"]);
    expect(server.messages[0]).toContain("Subject: Update on order RX-7K3M-92QF");
    expect(server.messages[0]).toContain("X-Order-Number: RX-7K3M-92QF");
    expect(server.messages[0]).toContain("Tracking number: 1Z999");
  });

  test("of a cancellation gives the reason in plain words", async () => {
    await send(CANCELLED);
    expect(server.messages[0]).toContain("We do not have enough in stock");
  });

  test("has one Message-ID however often it is sent, and another for another kind", async () => {
    for (const notice of [SHIPPED, SHIPPED, CANCELLED]) await send(notice);
    // A header may be folded before its value.
    const ids = server.messages.map((message) => /^Message-ID:\s+(\S+)$/im.exec(message)?.[1]);
    expect(ids[0]).toContain(`${SHIPPED.order.orderUuid}.shipped@`);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("goes to nobody but the address on the order", async () => {
    const order = sampleOrderWithEmail("ada@example.com, eve@example.com");
    await send({ ...SHIPPED, order });
    expect(server.recipients.some((line) => line.includes("<eve@example.com>"))).toBe(false);
  });

  test("without an address is undeliverable", async () => {
    const order = sampleOrderWithEmail(null);
    expect(await send({ ...SHIPPED, order })).toEqual({ type: "undeliverable", code: "no_email" });
  });

  test("to something that is no address is undeliverable", async () => {
    const reply = await send({ ...SHIPPED, order: sampleOrderWithEmail("") });
    expect(reply).toEqual({ type: "undeliverable", code: "invalid_email" });
    expect(server.messages).toEqual([]);
  });
});

describe("a mail server that refuses", () => {
  test.each(["MAIL", "RCPT", "DATA", "message"] as const)(
    "for now at %s is tried again later",
    async (command) => {
      server.script[command] = "451 try later";
      expect(await send()).toEqual({ type: "transient", code: "smtp_451" });
    },
  );

  test.each(["RCPT", "DATA", "message"] as const)(
    "for good at %s makes the customer undeliverable",
    async (command) => {
      server.script[command] = "550 no such mailbox";
      expect(await send()).toEqual({ type: "undeliverable", code: "smtp_550" });
    },
  );

  test.each([
    ["connect", "554 not you", "smtp_554"],
    ["MAIL", "530 authentication required", "smtp_auth_refused"],
  ] as const)("ourselves at %s makes no customer undeliverable", async (command, reply, code) => {
    server.script[command] = reply;
    expect(await send()).toEqual({ type: "transient", code });
  });
});

describe("a connection that fails", () => {
  test("to open is tried again later", async () => {
    await server.close();
    expect(await send()).toEqual({ type: "transient", code: "connect_refused" });
    server = await startScriptedMailServer();
  });

  test.each(["connect", "EHLO", "MAIL", "RCPT", "DATA"] as const)(
    "at %s, before the message left, is tried again later",
    async (command) => {
      server.script[command] = "cut";
      expect((await send()).type).toBe("transient");
      expect(server.messages).toEqual([]);
    },
  );

  test("once the message has left is unknown, and is not sent again behind our back", async () => {
    server.script.message = "cut";
    expect(await send()).toEqual({ type: "unknown", code: "smtp_connection_lost" });
    delete server.script.message;
    expect(await send(CANCELLED)).toEqual({ type: "sent" });
    expect(server.messages).toHaveLength(2);
    expect(server.messages[1]).toContain("has been cancelled");
  });

  test("to answer in time is unknown once the message has left", async () => {
    notifier.close();
    notifier = open(300);
    server.script.message = "silence";
    expect((await send()).type).toBe("unknown");
  });

  test("while it idles is opened again for the next notice", async () => {
    await send();
    server.hangUp();
    expect(await send(CANCELLED)).toEqual({ type: "sent" });
    expect(server.messages).toHaveLength(2);
  });
});

describe("a worker that gives up", () => {
  test("before the message left leaves it to be tried again", async () => {
    expect(await send(SHIPPED, AbortSignal.abort())).toEqual({
      type: "transient",
      code: "aborted",
    });
  });

  test("while the server thinks about the message leaves it unknown", async () => {
    server.script.message = "silence";
    const abort = new AbortController();
    const reply = send(SHIPPED, abort.signal);
    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    abort.abort();
    expect((await reply).type).toBe("unknown");
  });
});
