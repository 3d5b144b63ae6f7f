import type { NoticeReply } from "../types.ts";

/** What a failed delivery tells. `bodyStarted`: a byte of the message itself may have left. */
export type SmtpFailure = {
  responseCode: number | null;
  code: string;
  command: string;
  bodyStarted: boolean;
};

/** The server's complaint is about us, not about the recipient (RFC 4954). */
const AUTHENTICATION_CODES = [530, 534, 535, 538];
/** Before MAIL FROM the server knows no recipient yet. */
const SESSION_COMMANDS = /^(CONN|EHLO|HELO|LHLO|STARTTLS)/;

const CONNECT_CODES: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "connect_refused"],
  ["EDNS", "dns_failed"],
  ["ENOTFOUND", "dns_failed"],
  ["EAI_AGAIN", "dns_failed"],
  ["ETIMEDOUT", "connect_timeout"],
  ["ETLS", "tls_failed"],
  ["EAUTH", "smtp_auth_refused"],
  ["EABORT", "aborted"],
]);

/**
 * A customer is undeliverable only when the server refused this recipient or message for good.
 * A refusal of ourselves is transient, or every customer would have to be phoned.
 */
export function classifySmtpFailure(failure: SmtpFailure): NoticeReply {
  const { responseCode, code, command, bodyStarted } = failure;
  if (responseCode !== null) return classifyResponse(responseCode, code, command);
  if (bodyStarted) return { type: "unknown", code: "smtp_connection_lost" };
  if (code === "EENVELOPE") return { type: "undeliverable", code: "invalid_email" };
  return { type: "transient", code: CONNECT_CODES.get(code) ?? "smtp_failed" };
}

function classifyResponse(responseCode: number, code: string, command: string): NoticeReply {
  const isLogin = code === "EAUTH" || command.startsWith("AUTH");
  if (isLogin || AUTHENTICATION_CODES.includes(responseCode)) {
    return { type: "transient", code: "smtp_auth_refused" };
  }
  const isPermanent = responseCode >= 500 && responseCode < 600;
  return isPermanent && !SESSION_COMMANDS.test(command)
    ? { type: "undeliverable", code: `smtp_${responseCode}` }
    : { type: "transient", code: `smtp_${responseCode}` };
}
