import { z } from "zod";
import { LEDGER_PARTNERS, type LedgerPartner } from "#server/audit/ledger";
import type { Effects } from "./judge-effects.ts";

const page = z.object({
  entries: z.array(
    z.object({
      seq: z.int(),
      partner: z.enum([...LEDGER_PARTNERS, "notifications"]),
      effect: z.string(),
      orderNumber: z.string(),
    }),
  ),
});

const MAKES: readonly string[] = ["created", "reserved", "purchased"];
const TAKES_BACK: readonly string[] = ["cancelled", "released", "voided"];

/** The whole of what the bundled partners did, by order number: the order, not our own reference. */
export async function readEffects(sandboxUrl: string): Promise<Map<string, Effects>> {
  const effects = new Map<string, Effects>();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const response = await fetch(`${sandboxUrl}/__sandbox/ledger?after=${after}`);
    const { entries } = page.parse(await response.json());
    for (const { partner, effect, orderNumber } of entries) {
      const known = effects.get(orderNumber) ?? { made: none(), standing: none(), messages: 0 };
      effects.set(orderNumber, known);
      if (partner === "notifications") known.messages += effect === "sent" ? 1 : 0;
      else count(known, partner, effect);
    }
    after = entries.at(-1)?.seq;
  }
  return effects;
}

const none = (): Record<LedgerPartner, number> => ({ prescription: 0, inventory: 0, carrier: 0 });

function count({ made, standing }: Effects, partner: LedgerPartner, effect: string): void {
  if (MAKES.includes(effect)) {
    made[partner] += 1;
    standing[partner] += 1;
  }
  if (TAKES_BACK.includes(effect)) standing[partner] -= 1;
}
