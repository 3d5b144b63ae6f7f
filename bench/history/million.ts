import type { BenchDatabase } from "../cluster.ts";
import type { Bench } from "../report/figure.ts";
import { writeHistory } from "./write-history.ts";

const MILLION = 1_000_000;
const QUICK = 2_000;

const made = new WeakMap<Bench, Promise<BenchDatabase>>();

/** How many sagas the stored history of this run has. */
export const storedSagas = ({ settings }: Bench) => (settings.quick ? QUICK : MILLION);

/**
 * The one database of this run that holds a long history. It takes minutes to
 * make, so whoever needs one shares it, and works on a copy to write in it.
 */
export function millionSagas(bench: Bench): Promise<BenchDatabase> {
  const known = made.get(bench);
  if (known) return known;
  const making = makeMillion(bench);
  made.set(bench, making);
  return making;
}

async function makeMillion(bench: Bench): Promise<BenchDatabase> {
  const { cluster, tell } = bench;
  const sagas = storedSagas(bench);
  return cluster.findOrFill(`history_${sagas}`, async (empty) => {
    await writeHistory(empty, { sagas, tell });
    await empty.settle();
  });
}
