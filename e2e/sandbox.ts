import { z } from "zod";
import { readInstance } from "./instance.ts";

/** How a bundled partner is to behave; see the control API in docs. */
export type Scenario = {
  partner: "prescription" | "inventory" | "carrier" | "notifications";
  operation?: string;
  match?: string;
  times?: number;
  behaviour: string;
  ms?: number;
  code?: string;
  retryAfterSeconds?: number;
};

export async function addScenario(scenario: Scenario): Promise<void> {
  const response = await fetch(`${readInstance().sandboxUrl}/__sandbox/scenarios`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(scenario),
  });
  if (!response.ok) throw new Error(`The scenario was refused: ${await response.text()}`);
}

export async function clearScenarios(): Promise<void> {
  await fetch(`${readInstance().sandboxUrl}/__sandbox/scenarios`, { method: "DELETE" });
}

const ledger = z.object({
  entries: z.array(z.object({ seq: z.int(), orderNumber: z.string(), effect: z.string() })),
});

/** What really happened at the partners for one order, oldest first; mail aside. */
export async function effectsOf(orderNumber: string): Promise<string[]> {
  const effects: string[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const url = `${readInstance().sandboxUrl}/__sandbox/ledger?after=${after}`;
    const { entries } = ledger.parse(await (await fetch(url)).json());
    const own = entries.filter((e) => e.orderNumber === orderNumber && e.effect !== "sent");
    effects.push(...own.map(({ effect }) => effect));
    after = entries.at(-1)?.seq;
  }
  return effects;
}
