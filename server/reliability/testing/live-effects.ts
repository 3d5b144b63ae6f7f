import type { givenSandboxPartners } from "#server/fulfillment/testing/given-sandbox-partners";

type SandboxPartners = Awaited<ReturnType<typeof givenSandboxPartners>>;

/** By order number, what the partners' own ledger says was done, sorted; messages aside. */
export async function effectsByOrder(sandbox: SandboxPartners): Promise<Map<string, string[]>> {
  const entries = (await sandbox.ledger()).filter(({ effect }) => effect !== "sent");
  const byOrder = Map.groupBy(entries, ({ orderNumber }) => orderNumber);
  return new Map(
    [...byOrder].map(([order, effects]) => [order, effects.map((e) => e.effect).toSorted()]),
  );
}
