import { describe, expect, test } from "vitest";
import { CARRIER_REJECTIONS } from "../contract/carrier.ts";
import { INVENTORY_REJECTIONS } from "../contract/inventory.ts";
import { PRESCRIPTION_REJECTIONS } from "../contract/prescription.ts";
import { sampleOrder } from "../testing/sample-call.ts";
import type { NoticeKind } from "../types.ts";
import { buildMessage } from "./build-message.ts";
import { cancellationReason } from "./cancellation-reasons.ts";

const KINDS: NoticeKind[] = ["shipped", "cancelled"];

test.each(KINDS)("a %s message names no person, medicine, address or birth date", (kind) => {
  const message = buildMessage({
    kind,
    order: sampleOrder(),
    trackingNumber: "1Z999",
    causeCode: "prescriber_unknown",
  });
  const sent = JSON.stringify(message);
  const { patient, shipTo, lines } = sampleOrder();
  const secrets = [
    patient.familyName,
    patient.birthDate,
    shipTo.line1,
    lines[0]?.ndc ?? "Lisinopril",
  ];
  for (const secret of secrets) expect(sent).not.toContain(secret);
});

test("a shipped message without a tracking number does not promise one", () => {
  const message = buildMessage({
    kind: "shipped",
    order: sampleOrder(),
    trackingNumber: null,
    causeCode: null,
  });
  expect(message.text).not.toContain("Tracking");
});

describe("the reason for a cancellation", () => {
  const neutral = cancellationReason(null);

  test.each([...PRESCRIPTION_REJECTIONS, ...INVENTORY_REJECTIONS, ...CARRIER_REJECTIONS])(
    "%s has words of its own",
    (code) => {
      expect(cancellationReason(code)).not.toBe(neutral);
    },
  );

  test("is a neutral sentence for a code that has none", () => {
    expect(cancellationReason("brand_new_code")).toBe(neutral);
  });
});
