import { describe, expect, test } from "vitest";
import type { NoticeReply } from "#server/partners/types";
import { POSITIONS } from "#server/saga/types";
import { decideNotice, type NoticeHead, noticeFor } from "./decide-notice.ts";

const UNTOLD: NoticeHead = { noticeKind: null, noticeState: "none", noticeCode: null };
const away: NoticeReply = { type: "transient", code: "mail_server_away" };
const decide = (reply: NoticeReply, attempt = 0, head = UNTOLD, doubted = false) =>
  decideNotice(head, "shipped", { attempt, doubted }, reply);
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
    events: [{ type: "CustomerNotified", data: { kind: "shipped", channel: "email" } }],
    next: null,
  });
});

test("an address that does not exist is not tried again", () => {
  expect(decide({ type: "undeliverable", code: "mailbox_unknown" })).toEqual({
    events: [failure("mailbox_unknown", true)],
    next: null,
  });
});

describe("a mail server that is away", () => {
  test("is tried again after 5 seconds, then twice as long each time, at most an hour", () => {
    const waits = [0, 1, 2, 9, 10, 28].map((attempt) => decide(away, attempt).next?.afterSeconds);
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
      next: null,
    });
    const day = Array.from({ length: 29 }, (_, attempt) => decide(away, attempt)).reduce(
      (sum, { next }) => sum + (next?.afterSeconds ?? 0),
      0,
    );
    expect(day / 3_600).toBeGreaterThan(18);
  });
});

test("a mail server on hold is no failure and no try, and a release is felt within 30 seconds", () => {
  for (const attempt of [0, 29, 200]) {
    for (const doubted of [false, true]) {
      expect(decide({ type: "transient", code: "partner_held" }, attempt, UNTOLD, doubted)).toEqual(
        {
          events: [],
          next: { attempt, doubted, afterSeconds: 30 },
        },
      );
    }
  }
});

describe("a message that may have arrived", () => {
  const lost: NoticeReply = { type: "unknown", code: "timeout" };
  const greylisted: NoticeReply = { type: "transient", code: "smtp_451" };

  test("is sent once more, whichever try it was: told twice is better than not told", () => {
    for (const attempt of [0, 1, 29]) {
      expect(decide(lost, attempt)).toEqual({
        events: [failure("timeout", false)],
        next: { attempt: attempt + 1, doubted: true, afterSeconds: 30 },
      });
    }
  });

  test("twice over is left to a person, although it was refused for now in between", () => {
    const first = decide(lost);
    const due: NoticeHead = { noticeKind: "shipped", noticeState: "due", noticeCode: "timeout" };
    expect(first.events).toEqual([failure("timeout", false)]);
    const second = decide(greylisted, first.next?.attempt, due, first.next?.doubted);
    expect(second).toMatchObject({
      events: [failure("smtp_451", false)],
      next: { attempt: 2, doubted: true },
    });
    const refused: NoticeHead = { ...due, noticeCode: "smtp_451" };
    expect(decide(lost, second.next?.attempt, refused, second.next?.doubted)).toEqual({
      events: [failure("timeout", true)],
      next: null,
    });
  });

  test("is not doubted because another was refused for now", () => {
    expect(decide(greylisted).next?.doubted).toBe(false);
  });
});
