import type { LedgerPartner } from "#server/audit/ledger";

/** What the partners did and hold for one order, by its number. */
export type Effects = {
  made: Record<LedgerPartner, number>;
  standing: Record<LedgerPartner, number>;
  messages: number;
};

/** Where an order ended, as far as its effects must fit to it. */
export type EffectsOwner = {
  orderNumber: string;
  state: string;
  /** Neither at work nor waiting for a person. */
  atRest: boolean;
  /** A label was bought before it was taken back, so its customer heard of both. */
  wasShipped: boolean;
};

export type EffectFaults = {
  /** More than one thing for one step of one order. */
  double: string[];
  /** A cancelled order, or one that does not exist, has something standing. */
  leaked: string[];
  missing: string[];
  repeatedMessages: string[];
};

const THING: Record<LedgerPartner, string> = {
  prescription: "prescription",
  inventory: "reservation",
  carrier: "label",
};
const PARTNERS = ["prescription", "inventory", "carrier"] as const satisfies LedgerPartner[];

/** Holds what stands in the world against what each order came to. */
export function judgeEffects(
  owners: readonly EffectsOwner[],
  effects: ReadonlyMap<string, Effects>,
): EffectFaults {
  const faults: EffectFaults = { double: [], leaked: [], missing: [], repeatedMessages: [] };
  const byNumber = new Map(owners.map((owner) => [owner.orderNumber, owner]));
  for (const [orderNumber, found] of effects) {
    judgeOne(orderNumber, byNumber.get(orderNumber), found, faults);
  }
  for (const { orderNumber, state, atRest } of owners) {
    if (state === "COMPLETED" && atRest && !effects.has(orderNumber)) {
      faults.missing.push(`${orderNumber}: COMPLETED, and no partner knows of it`);
    }
  }
  return faults;
}

function judgeOne(
  orderNumber: string,
  owner: EffectsOwner | undefined,
  { made, standing, messages }: Effects,
  faults: EffectFaults,
): void {
  for (const partner of PARTNERS) {
    const thing = THING[partner];
    const stands = standing[partner] > 0;
    if (Math.max(made[partner], standing[partner]) > 1) {
      const counts = `${made[partner]} made, ${standing[partner]} standing`;
      faults.double.push(`${orderNumber}: more than one ${thing} (${counts})`);
    }
    if (stands && mayHold(owner) === "nothing") {
      faults.leaked.push(`${orderNumber}: ${owner?.state ?? "no such order"}, with a ${thing}`);
    }
    if (!stands && mayHold(owner) === "all") {
      faults.missing.push(`${orderNumber}: COMPLETED without a ${thing}`);
    }
  }
  // One message for each end that the order came to.
  const ends = owner?.wasShipped && owner.state === "CANCELLED" ? 2 : 1;
  if (messages > ends) faults.repeatedMessages.push(`${orderNumber}: ${messages} messages`);
}

/** What an order at rest must have, or must not; on its way, or with a person, it has what it has. */
function mayHold(owner: EffectsOwner | undefined): "all" | "nothing" | "some" {
  if (owner === undefined) return "nothing";
  if (!owner.atRest) return "some";
  return owner.state === "COMPLETED" ? "all" : "nothing";
}
