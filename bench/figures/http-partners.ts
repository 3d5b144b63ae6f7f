import { withClient } from "#scripts/postgres/prepare-database";
import { awaitEnds } from "../engine/await-ends.ts";
import { holdBack } from "../engine/hold-back.ts";
import type { Bench, FigureGroup } from "../report/figure.ts";
import { assertPartnersFit } from "../web/judge-partners.ts";
import { placeOrders } from "../web/place-orders.ts";
import { openProduct } from "../web/product.ts";

type Load = { warmUp: number; sagas: number };

/** The whole system: a worker as it is deployed, calling the bundled partners over HTTP. */
export const httpPartnersGroup: FigureGroup = {
  name: "http-partners",
  async measure(bench) {
    const { settings, tell } = bench;
    const load = settings.quick ? { warmUp: 20, sagas: 100 } : { warmUp: 400, sagas: 2_000 };
    const rounds: number[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`http-partners, round ${round} of ${settings.rounds}`);
      rounds.push(await drainOverHttp(bench, load));
    }
    const note =
      "one worker with 200 calls in flight; worker, partners and Postgres share the cores";
    return [{ name: "drain/http", unit: "sagas/s", rounds, note }];
  },
};

async function drainOverHttp(bench: Bench, { warmUp, sagas }: Load): Promise<number> {
  const database = await bench.cluster.createDatabase();
  const product = await openProduct(bench, database);
  const web = await product.start("web");
  await placeOrders(product, warmUp + sagas);
  await web.stop();
  const held = await holdBack(database);
  const sandbox = await product.start("sandbox");
  const worker = await product.start("worker");
  await database.settle();
  const seconds = await withClient(database.superuserUrl, async (client) => {
    await held.letGo(warmUp);
    await awaitEnds(client, sagas);
    const startedAtMs = performance.now();
    await held.letGo(sagas);
    await awaitEnds(client);
    return (performance.now() - startedAtMs) / 1_000;
  });
  await assertPartnersFit(product);
  await held.close();
  await worker.stop();
  await sandbox.stop();
  await database.drop();
  return sagas / seconds;
}
