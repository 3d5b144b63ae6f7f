import { expect, test } from "vitest";
import { decideResend } from "./decide-resend.ts";

const failed = {
  noticeKind: "shipped",
  noticeState: "failed",
  noticeCode: "mailbox_full",
} as const;

test("a message that did not arrive is due again", () => {
  expect(decideResend(failed, "COMPLETED")).toEqual({
    type: "accepted",
    kind: "shipped",
    events: [
      {
        type: "CustomerNotificationFailed",
        data: { kind: "shipped", code: "asked_again", permanent: false },
      },
    ],
  });
});

test("a message that is on its way, or has arrived, is not sent again", () => {
  const due = { ...failed, noticeState: "due" } as const;
  const told = { ...failed, noticeState: "told", noticeCode: null } as const;
  expect(decideResend(due, "COMPLETED").type).toBe("ignored");
  expect(decideResend(told, "COMPLETED").type).toBe("ignored");
});

test("that the shipment's message failed is no matter once the order is cancelled", () => {
  expect(decideResend(failed, "CANCELLED").type).toBe("ignored");
});

test("without an address, or an end to tell of, it is refused", () => {
  const nowhere = { ...failed, noticeCode: "no_email" };
  expect(decideResend(nowhere, "COMPLETED")).toMatchObject({ code: "no_address" });
  expect(decideResend(failed, "COMPENSATING")).toMatchObject({ code: "nothing_to_tell" });
});
