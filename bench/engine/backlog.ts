import { newOrder, placing } from "#server/fulfillment/testing/new-order";
import type { BenchDatabase } from "../cluster.ts";
import { type Backlog, holdBack } from "./hold-back.ts";
import { REFUSED_SERVICE } from "./partners.ts";
import { openPlacer, type Placer } from "./placer.ts";

/** At once, so that placing is quick; every fifth order is one that the carrier will refuse. */
const AT_ONCE = 1_000;
const REFUSED_IN = 5;

/** Places orders as the web process does, through the committer. */
export async function placeBacklog(database: BenchDatabase, count: number): Promise<Backlog> {
  const { committer, close } = await openPlacer(database);
  for (let placed = 0; placed < count; placed += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - placed) }, (_, i) => placed + i);
    await Promise.all(indexes.map((index) => placeOne(committer, index)));
  }
  await close();
  return holdBack(database);
}

/** By chance a number is taken already, beside a million others: then another is drawn. */
async function placeOne(committer: Placer["committer"], index: number): Promise<void> {
  const receipt = await committer.submit(placing(orderOf(index)));
  if (receipt.type === "number_taken") return placeOne(committer, index);
  if (receipt.type !== "placed") throw new Error(`An order of the bench was ${receipt.type}.`);
}

const orderOf = (index: number) =>
  newOrder({
    shippingService: index % REFUSED_IN === REFUSED_IN - 1 ? REFUSED_SERVICE : "standard",
  });
