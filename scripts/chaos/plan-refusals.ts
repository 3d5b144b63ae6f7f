import type { Random } from "#scripts/demo/random";
import type { Step } from "#server/saga/types";
import { ENDLESS, type PlannedFault, type Scenario } from "./faults.ts";
import type { Scale, Span } from "./span.ts";

type Refusal = Pick<Scenario, "partner" | "operation" | "behaviour"> & {
  step: Step;
  /** Of so many orders one is refused: 16 or 256, by as many hexadecimal digits. */
  digits: 1 | 2;
};

/**
 * Refusals meet certain orders, all the time and by a part of their references. A partner that
 * refused at times could refuse what it had already done: that breaks its contract, which says
 * that the same reference meets the same answer, and would prove nothing about us.
 */
export function planRefusals(random: Random, span: Span, scale: Scale): PlannedFault[] {
  // Undos are few, and in a short run must be refused more often to be refused at all.
  const rare = scale.count(10, 1) < 3 ? 1 : 2;
  const refusals: readonly Refusal[] = [
    refusal("prescription", "create", "reject", 2),
    refusal("inventory", "create", "reject", 2),
    refusal("inventory", "create", "partial_stock", 2),
    refusal("carrier", "create", "reject", 2),
    refusal("carrier", "label", "reject", 2),
    // Each of these parks an order, as it must.
    refusal("prescription", "cancel", "cancel_denied", rare),
    refusal("inventory", "cancel", "cancel_denied", rare),
    refusal("carrier", "cancel", "void_refused", 1),
  ];
  return refusals.map(({ step, digits, ...scenario }) => {
    const end = random
      .below(16 ** digits)
      .toString(16)
      .padStart(digits, "0");
    return {
      atMs: 0,
      forMs: span.toMs,
      fault: {
        type: "misbehave",
        scenario: { ...scenario, match: `${end}:${step}`, times: ENDLESS },
      },
    };
  });
}

const STEP: Record<"prescription" | "inventory" | "carrier", Step> = {
  prescription: "prescription",
  inventory: "inventory",
  carrier: "shipment",
};

function refusal(
  partner: keyof typeof STEP,
  operation: "create" | "label" | "cancel",
  behaviour: Scenario["behaviour"],
  digits: Refusal["digits"],
): Refusal {
  return { partner, operation, behaviour, digits, step: STEP[partner] };
}
