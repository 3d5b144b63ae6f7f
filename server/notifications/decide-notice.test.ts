import { describe, expect, test } from "vitest";
import type { NoticeReply } from "#server/partners/types";
import { POSITIONS } from "#server/saga/types";
import { decideNotice, type NoticeHead, noticeFor } from "./decide-notice.ts";

const UNTOLD: NoticeHead = { noticeKind: null, noticeState: "none", noticeCode: null };
const away: NoticeReply = { type: "transient", code: "mail_server_away" };
const decide = (reply: NoticeReply, attempt = 0, head = UNTOLD) =>
  decideNotice(head, "shipped", attempt, reply);
const failure = (code: string, permanent: boolean) => ({
  type: "CustomerNotificationFailed",
  data: { kind: "shipped", code, permanent },
});

test("only the two ends are told to the customer", () => {
  const told = POSITIONS.map((position) => [position, noticeFor(position)] as const);
  expect(told.filter(([, kind]) => kind !== null)).toEqual([
    ["COMPLETED", "shipped"],
    ["CANCELLED", "cancelled"],
  ]);
});

test("a message that was sent is recorded, and that is all", () => {
  expect(decide({ type: "sent" })).toEqual({
    events: [{ type: "CustomerNotified", data: { kind: "shipped" } }],
    retryAfterSeconds: null,
  });
});

test("an address that does not exist is not tried again", () => {
  expect(decide({ type: "undeliverable", code: "mailbox_unknown" })).toEqual({
    events: [failure("mailbox_unknown", true)],
    retryAfterSeconds: null,
  });
});

describe("a mail server that is away", () => {
  test("is tried again after 5 seconds, then twice as long each time, at most an hour", () => {
    const waits = [0, 1, 2, 9, 10, 28].map((attempt) => decide(away, attempt).retryAfterSeconds);
    expect(waits).toEqual([5, 10, 20, 2_560, 3_600, 3_600]);
  });

  test("is noted once while the cause stays the same", () => {
    const { events } = decide(away, 0);
    expect(events).toEqual([failure("mail_server_away", false)]);
    const noted: NoticeHead = {
      noticeKind: "shipped",
      noticeState: "due",
      noticeCode: "mail_server_away",
    };
    expect(decide(away, 1, noted).events).toEqual([]);
    expect(decide({ type: "transient", code: "rate_limited" }, 2, noted).events).toHaveLength(1);
  });

  test("for about a day leaves it to a person", () => {
    expect(decide(away, 29)).toEqual({
      events: [failure("mail_server_away", true)],
      retryAfterSeconds: null,
    });
    const day = Array.from({ length: 29 }, (_, attempt) => decide(away, attempt)).reduce(
      (sum, { retryAfterSeconds }) => sum + (retryAfterSeconds ?? 0),
      0,
    );
    expect(day / 3_600).toBeGreaterThan(18);
  });
});

test("a mail server on hold is no failure, and never the last try", () => {
  for (const attempt of [0, 29, 200]) {
    expect(decide({ type: "transient", code: "partner_held" }, attempt)).toEqual({
      events: [],
      retryAfterSeconds: expect.any(Number),
    });
  }
});

describe("a message that may have arrived", () => {
  const lost: NoticeReply = { type: "unknown", code: "timeout" };

  test("is sent once more: told twice is better than not told", () => {
    expect(decide(lost)).toEqual({
      events: [failure("timeout", false)],
      retryAfterSeconds: 30,
    });
  });

  test("twice over is left to a person", () => {
    expect(decide(lost, 1)).toEqual({
      events: [failure("timeout", true)],
      retryAfterSeconds: null,
    });
  });
});
