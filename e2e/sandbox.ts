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

/** The carrier asks to be left alone for ten minutes, so that only a person is fast enough. */
export const CARRIER_WANTS_TIME: Scenario = {
  partner: "carrier",
  operation: "create",
  behaviour: "unavailable",
  retryAfterSeconds: 600,
};

const added = z.object({ id: z.string() });

/** Answers the scenario's id. */
export async function addScenario(scenario: Scenario): Promise<string> {
  const response = await fetch(`${readInstance().sandboxUrl}/__sandbox/scenarios`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(scenario),
  });
  if (!response.ok) throw new Error(`The scenario was refused: ${await response.text()}`);
  return added.parse(await response.json()).id;
}

const listed = z.object({ scenarios: z.array(z.object({ id: z.string(), seen: z.int() })) });

/** How many calls a scenario has met that is not used up yet, by the partner's own count. */
export async function timesMet(id: string): Promise<number> {
  const response = await fetch(`${readInstance().sandboxUrl}/__sandbox/scenarios`);
  const { scenarios } = listed.parse(await response.json());
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error("The scenario is used up, or was taken away");
  return found.seen;
}

export async function clearScenarios(): Promise<void> {
  await fetch(`${readInstance().sandboxUrl}/__sandbox/scenarios`, { method: "DELETE" });
}

const ledger = z.object({
  entries: z.array(z.object({ seq: z.int(), orderNumber: z.string(), effect: z.string() })),
});

/** What really happened at the partners for one order, oldest first; mail aside. */
export async function effectsOf(orderNumber: string): Promise<string[]> {
  const [effects] = await effectsOfAll([orderNumber]);
  return effects ?? [];
}

/** The same for many, in their order. */
export async function effectsOfAll(orderNumbers: readonly string[]): Promise<string[][]> {
  const effects = new Map(orderNumbers.map((each): [string, string[]] => [each, []]));
  for (let after: number | undefined = 0; after !== undefined; ) {
    const url = `${readInstance().sandboxUrl}/__sandbox/ledger?after=${after}`;
    const { entries } = ledger.parse(await (await fetch(url)).json());
    for (const { orderNumber, effect } of entries) {
      if (effect !== "sent") effects.get(orderNumber)?.push(effect);
    }
    after = entries.at(-1)?.seq;
  }
  return [...effects.values()];
}
