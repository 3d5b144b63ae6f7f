import type { Holding } from "#server/partners/types";
import { type Saga, STEPS, type StackEntryStatus, type Step } from "#server/saga/types";

/** What a partner should hold for a step: the thing itself, or nothing that stands. */
export type Belief = { step: Step; believed: "live" | "nothing" };

/**
 * What the partners should hold for a saga that stands still. Silent about what is
 * being worked on, and about what a person settled outside: nobody knows better
 * than they do.
 */
export function beliefsOf(saga: Pick<Saga, "stack" | "work">): Belief[] {
  const settled = STEPS.filter((step) => saga.work?.step !== step);
  return settled.flatMap((step) => {
    const believed = beliefOf(saga.stack.find((each) => each.step === step)?.status);
    return believed === null ? [] : [{ step, believed }];
  });
}

function beliefOf(status: StackEntryStatus | undefined): Belief["believed"] | null {
  switch (status) {
    case undefined:
    case "undone":
    case "not_needed":
      return "nothing";
    case "by_hand":
      return null;
    case "recorded":
      return "live";
  }
}

/** A hold on stock that lapsed by itself after its time is as good as kept: nobody takes it for more. */
export function isDrift({ believed }: Belief, found: Holding): boolean {
  return believed === "live" ? found === "gone" || found === "absent" : found === "live";
}
