import { givenSandboxPartners } from "#server/fulfillment/testing/given-sandbox-partners";
import { givenWorld } from "#server/fulfillment/testing/given-world";

/** A world whose partners are the bundled ones, over real sockets; their ledger is the judge. */
export async function openSandboxWorld() {
  const world = await givenWorld();
  const sandbox = await givenSandboxPartners(world);
  return {
    world,
    sandbox,
    /** By order number, what was really done, sorted; messages aside. */
    async effectsByOrder(): Promise<Map<string, string[]>> {
      const entries = (await sandbox.ledger()).filter(({ effect }) => effect !== "sent");
      const byOrder = Map.groupBy(entries, ({ orderNumber }) => orderNumber);
      return new Map(
        [...byOrder].map(([order, effects]) => [order, effects.map((e) => e.effect).toSorted()]),
      );
    },
    async close() {
      await sandbox.close();
      await world.close();
    },
  };
}
