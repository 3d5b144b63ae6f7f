import type { Readable } from "node:stream";
import { newId, newObject } from "./references.ts";
import type { Command } from "./writer.ts";

export type MailHeaders = { messageId: string; orderNumber: string; subject: string };

const MAX_HEADER_BYTES = 65_536;
/** The longest line of a mail (RFC 5322). */
const MAX_VALUE_LENGTH = 998;

/** Reads a message to its end and keeps three headers. The body holds personal data and is not kept. */
export async function readMailHeaders(stream: Readable): Promise<MailHeaders> {
  let head = "";
  for await (const chunk of stream) {
    if (head.length < MAX_HEADER_BYTES && !head.includes("\r\n\r\n")) head += String(chunk);
  }
  const [block = ""] = head.split("\r\n\r\n", 1);
  // A long header goes on in lines that start with a blank.
  const lines = block.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const value = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? "";
  return {
    messageId: value("message-id").replace(/^<|>$/g, "").trim().slice(0, MAX_VALUE_LENGTH),
    orderNumber: value("x-order-number").slice(0, MAX_VALUE_LENGTH),
    subject: value("subject").slice(0, MAX_VALUE_LENGTH),
  };
}

/** A Message-ID is sent once for ever: the same mail again is taken, counted, and does nothing. */
export function acceptMessage({ messageId, orderNumber, subject }: MailHeaders): Command {
  const partner = "notifications" as const;
  return {
    references: [{ partner, clientReference: messageId }],
    run: (world) => {
      const known = world.find(partner, messageId);
      if (known !== undefined) {
        world.save({ ...known, repeatCount: known.repeatCount + 1 });
        return { type: "ok", status: 200, body: {}, replayed: true };
      }
      const detail = { kind: "message" as const, subject };
      const write = { clientReference: messageId, orderNumber };
      world.record("sent", newObject(partner, write, { objectId: newId("msg"), detail }));
      return { type: "ok", status: 201, body: {} };
    },
  };
}
