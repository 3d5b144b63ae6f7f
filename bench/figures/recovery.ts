import { setTimeout as pause } from "node:timers/promises";
import { withClient } from "#scripts/postgres/prepare-database";
import type { FigureGroup } from "../report/figure.ts";
import { assertPartnersFit } from "../web/judge-partners.ts";
import { placeOrders } from "../web/place-orders.ts";
import { openProduct, type Product } from "../web/product.ts";
import type { ProductProcess } from "../web/product-process.ts";
import { readStanding, readVersions, type Standing } from "../web/saga-standing.ts";
import { slowPharmacyDown } from "../web/slow-partner.ts";

/** As many as a worker has in flight at one partner by default. */
const SAGAS = 50;
/** Shorter than a worker's patience with the pharmacy, which is 10 s. */
const LATENCY_MS = 9_000;
/** A worker looks for the others' locks every 500 ms, and misses nobody whom it has not seen. */
const SEEN_WITHIN_MS = 1_100;
const LOOK_EVERY_MS = 10;
const STUCK_AFTER_MS = 120_000;

type Recovered = { goneOnSeconds: number; endedSeconds: number };

/** A worker is killed in the middle of its calls; another one, which runs beside it, must carry on. */
export const recoveryGroup: FigureGroup = {
  name: "recovery",
  async measure(bench) {
    const { settings, cluster, tell } = bench;
    const database = await cluster.createDatabase();
    const product = await openProduct(bench, database);
    const sandbox = await product.start("sandbox");
    const web = await product.start("web");
    const rounds: Recovered[] = [];
    let worker = await product.start("worker");
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`recovery, round ${round} of ${settings.rounds}`);
      const survivor = await product.start("worker");
      rounds.push(await killOnce(product, { victim: worker, survivor }));
      worker = survivor;
    }
    // The calls of the dead come to their end at the pharmacy only now: they too must have done nothing twice.
    await pause(LATENCY_MS);
    await assertPartnersFit(product);
    for (const each of [worker, web, sandbox]) await each.stop();
    await database.drop();
    const note = `of ${SAGAS} sagas in mid-call`;
    return [
      { name: "recovery", unit: "s", rounds: rounds.map((each) => each.goneOnSeconds), note },
      { name: "recovery/all ended", unit: "s", rounds: rounds.map((each) => each.endedSeconds) },
    ];
  },
};

type Workers = { victim: ProductProcess; survivor: ProductProcess };

async function killOnce(product: Product, { victim, survivor }: Workers): Promise<Recovered> {
  const orderUuids = await bringIntoMidCall(product, survivor);
  return withClient(product.database.superuserUrl, async (client) => {
    const before = await readVersions(client, orderUuids);
    await pause(SEEN_WITHIN_MS);
    if ((await readStanding(client, before)).moved > 0) {
      throw new Error("The pharmacy has answered before the kill: this machine is too busy.");
    }
    await victim.kill();
    const killedAtMs = performance.now();
    const secondsUntil = async (all: (now: Standing) => number) => {
      await until(async () => all(await readStanding(client, before)) === SAGAS);
      return (performance.now() - killedAtMs) / 1_000;
    };
    const goneOnSeconds = await secondsUntil(({ moved }) => moved);
    return { goneOnSeconds, endedSeconds: await secondsUntil(({ ended }) => ended) };
  });
}

/** Resolves when a call is out for each of the sagas, all of them in the hands of the one worker that runs meanwhile. */
async function bringIntoMidCall(product: Product, bystander: ProductProcess): Promise<string[]> {
  process.kill(bystander.pid, "SIGSTOP");
  try {
    const pharmacy = await slowPharmacyDown(product.sandboxUrl, {
      calls: SAGAS,
      latencyMs: LATENCY_MS,
    });
    const orders = await placeOrders(product, SAGAS);
    await until(async () => (await pharmacy.countCalls()) === SAGAS);
    return orders.map(({ orderId }) => orderId);
  } finally {
    process.kill(bystander.pid, "SIGCONT");
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const lastMs = performance.now() + STUCK_AFTER_MS; ; await pause(LOOK_EVERY_MS)) {
    if (await holds()) return;
    if (performance.now() > lastMs) throw new Error(`Nothing moved for ${STUCK_AFTER_MS} ms.`);
  }
}
