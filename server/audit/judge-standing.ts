import type { Saga, Step } from "#server/saga/types";
import type { LedgerPartner, Standing } from "./ledger.ts";

const PARTNER: Record<Step, LedgerPartner> = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
};

/** What the partners hold is named by the step that made it. */
const EFFECT: Record<LedgerPartner, string> = {
  prescription: "prescription",
  inventory: "reservation",
  carrier: "shipment",
};

type Judged = Pick<Saga, "position" | "stack" | "work" | "parked">;

/**
 * Why the partners hold too much or too little for a saga; null when it is right.
 * `outside`: steps that a person reported as done where no ledger sees them.
 */
export function judgeStanding(
  saga: Judged,
  standing: Standing,
  partners: readonly LedgerPartner[],
  outside: readonly string[] = [],
): string | null {
  for (const { step, status } of entriesOf(saga)) {
    const partner = PARTNER[step];
    if (!partners.includes(partner) || outside.includes(step)) continue;
    const found = standing[partner];
    const wanted = wantedOf(saga, step, status, standing);
    if (found < wanted.least || found > wanted.most) {
      const most = wanted.least === wanted.most ? `${wanted.most}` : `at most ${wanted.most}`;
      return `${saga.position}, with ${found} live ${EFFECT[partner]}s instead of ${most}`;
    }
  }
  return null;
}

type Entry = { step: Step; status: Saga["stack"][number]["status"] | "absent" };

/** Every step, those that were never begun too: nothing may stand for them either. */
function entriesOf({ stack }: Judged): Entry[] {
  const steps: Step[] = ["prescription", "inventory", "shipment"];
  return steps.map((step) => ({
    step,
    status: stack.find((entry) => entry.step === step)?.status ?? "absent",
  }));
}

function wantedOf(
  saga: Judged,
  step: Step,
  status: Entry["status"],
  standing: Standing,
): { least: number; most: number } {
  if (status === "absent" || status === "undone") {
    // A clean-up that is still open, or was refused, is listed by the console.
    const isOpen = saga.position === "CANCELLED" && (saga.work !== null || saga.parked !== null);
    return { least: 0, most: isOpen ? 1 : 0 };
  }
  const isAtRest = saga.work === null && saga.parked === null;
  if (saga.position === "COMPLETED" && isAtRest) {
    const hasLapsed = step === "inventory" && standing.reservationLapsed;
    return { least: hasLapsed ? 0 : 1, most: 1 };
  }
  const isSettled = status === "not_needed" && saga.position === "CANCELLED" && isAtRest;
  return { least: 0, most: isSettled ? 0 : 1 };
}
