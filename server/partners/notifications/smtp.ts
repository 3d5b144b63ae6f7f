import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import SMTPPool from "nodemailer/lib/smtp-pool";
import { z } from "zod";
import { isLoopback } from "../loopback.ts";
import type { Notice, NoticeReply } from "../types.ts";
import { buildMessage } from "./build-message.ts";
import type { SmtpFailure } from "./classify-smtp-failure.ts";
import { classifySmtpFailure } from "./classify-smtp-failure.ts";

type PoolSend = Parameters<SMTPPool["send"]>;

type SmtpConfig = {
  url: string;
  from: string;
  timeoutMs: number;
  /** Mail without encryption beyond this machine, where the server offers none. */
  allowInsecure?: boolean;
};

export type Notifier = {
  notify(notice: Notice, signal: AbortSignal): Promise<NoticeReply>;
  close(): void;
};

/** Sends notices by e-mail. At least once: SMTP cannot tell a lost reply from a lost message. */
export function createSmtpNotifier(config: SmtpConfig): Notifier {
  const pool = new SMTPPool(poolOptions(config));
  const failedMidMessage = new WeakSet<Error>();
  const mailer = createTransport({
    name: "smtp",
    version: "1",
    supportsAbortSignal: true,
    send(mail: PoolSend[0], done: PoolSend[1]) {
      let body: Readable | null = null;
      mail.message.processFunc((stream) => {
        body = stream;
        return stream;
      });
      pool.send(mail, (error, info) => {
        // Read only once the server has asked for it, so this tells if the message had begun to leave.
        if (error !== null && wasRead(body)) failedMidMessage.add(error);
        done(error, info);
      });
    },
  });

  return {
    async notify(notice, signal) {
      const address = notice.order.patient.email;
      if (address === null) return { type: "undeliverable", code: "no_email" };
      const { messageId, orderNumber, subject, text } = buildMessage(notice);
      try {
        await mailer.sendMail({
          messageId,
          headers: { "X-Order-Number": orderNumber },
          from: config.from,
          // As an object it stays one recipient, whatever the address holds.
          to: { name: "", address },
          subject,
          text,
          xMailer: false,
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.any([signal, AbortSignal.timeout(config.timeoutMs)]),
        });
        return { type: "sent" };
      } catch (error) {
        return classifySmtpFailure(readFailure(error, failedMidMessage));
      }
    },
    close: () => pool.close(),
  };
}

function poolOptions({ url, allowInsecure }: SmtpConfig) {
  const { protocol, hostname } = new URL(url);
  const isLocal = isLoopback(hostname);
  return {
    url,
    pool: true,
    // A server on this machine often offers a certificate that nobody signed.
    ignoreTLS: protocol === "smtp:" && isLocal,
    requireTLS: protocol === "smtp:" && !isLocal && allowInsecure !== true,
    connectionTimeout: 2_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    // Heals a connection that the server closed while it idled; real failures are ours to retry.
    maxRequeues: 1,
  };
}

function wasRead(body: Readable | null): boolean {
  return body?.readableDidRead === true;
}

/** What nodemailer adds to an error; each fact may be missing. */
const smtpError = z.object({
  responseCode: z.number().nullable().catch(null),
  code: z.string().catch(""),
  /** The system's own code, where nodemailer put one of its classes in its place. */
  originalCode: z.string().nullable().catch(null),
  command: z.string().catch(""),
});

function readFailure(error: unknown, failedMidMessage: WeakSet<Error>): SmtpFailure {
  const { originalCode, code, ...rest } = smtpError.parse(error);
  return {
    ...rest,
    code: originalCode ?? code,
    bodyStarted: error instanceof Error && failedMidMessage.has(error),
  };
}
