import { expect, test } from "vitest";
import { Story } from "../testing/story.ts";
import { partnerSummary } from "./partner-summary.ts";

const SHOWN = {
  orderNumber: "RX-7K3M-92QF",
  references: [{ label: "Prescription", value: "scr_1" }],
};

test("a partner's desk gets references, state and UTC times", () => {
  const story = new Story()
    .succeed("scr_1")
    .succeed("hold_1")
    .reply({ type: "unknown", code: "timeout" });
  const at = new Date(story.now).toISOString();
  expect(partnerSummary(story.situation(), SHOWN).split("\n")).toEqual([
    `Order RX-7K3M-92QF, as of ${at}`,
    "Prescription: scr_1",
    `Placed: ${new Date(story.saga.startedAt).toISOString()}`,
    "State: We do not know yet whether Parcelway made the shipping label",
    `Last answer: Parcelway did not answer in time (timeout), ${at}`,
  ]);
});

test("and no colleague's name, though one put the partner on hold", () => {
  const held = [
    {
      partner: "prescription" as const,
      direction: "forward" as const,
      since: 0,
      by: "Luis Marek",
      isReopening: false,
    },
  ];
  expect(partnerSummary(new Story().situation({ held }), SHOWN)).not.toContain("Luis");
});
