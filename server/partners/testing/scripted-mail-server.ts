import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";

type Command = "connect" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "message";

type MailScript = Partial<Record<Command, string | "cut" | "silence">>;

export type ScriptedMailServer = {
  url: string;
  /** What it says instead of yes. */
  script: MailScript;
  recipients: string[];
  messages: string[];
  /** Closes what is open and goes on listening. */
  hangUp(): void;
  close(): Promise<void>;
};

const YES: Record<Command, string> = {
  connect: "220 ready",
  EHLO: "250 hello",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go on",
  message: "250 taken",
};

/** Just enough SMTP to say yes, no, or nothing at any point of a delivery. */
export async function startScriptedMailServer(): Promise<ScriptedMailServer> {
  const script: MailScript = {};
  const recipients: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that is cut off may reset; that is what the test asked for.
    socket.on("error", () => socket.destroy());
    let unread = "";
    let inMessage = false;

    const answer = (command: Command) => {
      const reply = script[command] ?? YES[command];
      if (reply === "cut") socket.destroy();
      else if (reply !== "silence") socket.write(`${reply}\r\n`);
      if (command === "DATA") inMessage = reply === YES.DATA;
    };
    const readLine = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "RCPT") recipients.push(line);
      if (verb === "EHLO" || verb === "MAIL" || verb === "RCPT" || verb === "DATA") answer(verb);
      else socket.write(verb === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
    };

    /** The next whole line or message that has come in. */
    const takePart = (): string | null => {
      const end = inMessage ? "\r\n.\r\n" : "\r\n";
      const at = unread.indexOf(end);
      if (at < 0) return null;
      const part = unread.slice(0, at);
      unread = unread.slice(at + end.length);
      return part;
    };
    const readMessage = (message: string) => {
      inMessage = false;
      messages.push(message);
      answer("message");
    };

    socket.on("data", (chunk) => {
      unread += chunk.toString("utf8");
      for (let part = takePart(); part !== null; part = takePart()) {
        if (inMessage) readMessage(part);
        else readLine(part);
      }
    });
    answer("connect");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const address = server.address() as AddressInfo; // A TCP listener always has one.
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    script,
    recipients,
    messages,
    hangUp,
    close() {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
