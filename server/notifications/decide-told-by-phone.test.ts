import { expect, test } from "vitest";
import { decideToldByPhone } from "./decide-told-by-phone.ts";

const untold = { noticeKind: null, noticeState: "none", noticeCode: null } as const;

test("a customer whom no e-mail reached is told by a person", () => {
  const head = { noticeKind: "shipped", noticeState: "failed", noticeCode: "no_email" } as const;
  expect(decideToldByPhone(head, "COMPLETED")).toEqual({
    type: "accepted",
    events: [{ type: "CustomerNotified", data: { kind: "shipped", channel: "phone" } }],
  });
});

test("who was told of the shipment still has to hear of the cancellation", () => {
  const head = { noticeKind: "shipped", noticeState: "told", noticeCode: null } as const;
  expect(decideToldByPhone(head, "CANCELLED")).toMatchObject({
    events: [{ data: { kind: "cancelled" } }],
  });
});

test("once is enough", () => {
  const head = { noticeKind: "cancelled", noticeState: "told", noticeCode: null } as const;
  expect(decideToldByPhone(head, "CANCELLED").type).toBe("ignored");
});

test("there is nothing to tell while the order is under way", () => {
  for (const position of ["PENDING_SHIPMENT", "COMPENSATING"] as const) {
    expect(decideToldByPhone(untold, position)).toMatchObject({ code: "nothing_to_tell" });
  }
});
