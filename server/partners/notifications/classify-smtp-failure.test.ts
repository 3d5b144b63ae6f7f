import { expect, test } from "vitest";
import type { SmtpFailure } from "./classify-smtp-failure.ts";
import { classifySmtpFailure } from "./classify-smtp-failure.ts";

function failure(overrides: Partial<SmtpFailure>): SmtpFailure {
  return { responseCode: null, code: "", command: "CONN", bodyStarted: false, ...overrides };
}

test.each([421, 450, 451, 452])("a %i is tried again, even after the message left", (code) => {
  const refused = failure({ responseCode: code, command: "DATA", bodyStarted: true });
  expect(classifySmtpFailure(refused)).toEqual({ type: "transient", code: `smtp_${code}` });
});

test.each([550, 551, 552, 553, 554])("a %i to the recipient is for good", (code) => {
  expect(classifySmtpFailure(failure({ responseCode: code, command: "RCPT TO" }))).toEqual({
    type: "undeliverable",
    code: `smtp_${code}`,
  });
});

test.each([
  failure({ responseCode: 535, code: "EAUTH", command: "AUTH PLAIN" }),
  failure({ responseCode: 530, command: "MAIL FROM" }),
  failure({ code: "EAUTH", command: "API" }),
])("a refused login is ours to mend", (refused) => {
  expect(classifySmtpFailure(refused)).toEqual({ type: "transient", code: "smtp_auth_refused" });
});

test.each(["CONN", "EHLO", "HELO", "STARTTLS"])("a 5yz at %s is about us", (command) => {
  expect(classifySmtpFailure(failure({ responseCode: 554, command })).type).toBe("transient");
});

test.each([
  ["ECONNREFUSED", "connect_refused"],
  ["EDNS", "dns_failed"],
  ["ETIMEDOUT", "connect_timeout"],
  ["ETLS", "tls_failed"],
  ["EABORT", "aborted"],
  ["EWHATEVER", "smtp_failed"],
])("%s before the message left is tried again", (code, expected) => {
  expect(classifySmtpFailure(failure({ code }))).toEqual({ type: "transient", code: expected });
  expect(classifySmtpFailure(failure({ code, bodyStarted: true }))).toEqual({
    type: "unknown",
    code: "smtp_connection_lost",
  });
});
