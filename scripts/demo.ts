import { parseArgs } from "node:util";
import { z } from "zod";
import { awaitEnds } from "#scripts/demo/await-ends";
import { findLedgerFaults } from "#scripts/demo/check-ledger";
import { endsTable } from "#scripts/demo/ends-table";
import { DEFAULT_CONCURRENCY, placeDemoOrders } from "#scripts/demo/place-demo-orders";
import { showProgress } from "#scripts/demo/progress";
import { createStorefrontClient } from "#scripts/demo/storefront-client";
import { openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { Ledger, readSandboxHealth } from "#server/audit/ledger";

export { placeDemoOrders } from "#scripts/demo/place-demo-orders";

const USAGE =
  "Usage: npm run demo -- [--orders 60] [--concurrency 8] [--seed 1] [--with-parked] [--no-wait]";

const count = z.coerce.number().int().min(1);
const wishSchema = z.object({
  orders: count.max(100_000),
  concurrency: count.max(256),
  seed: z.coerce.number().int().min(0).optional(),
  withParked: z.boolean(),
  wait: z.boolean(),
});

if (import.meta.main) await run(process.argv.slice(2)).catch(reportFailure);

/** Places orders, waits for their ends, and holds the ends against what the partners hold. */
async function run(args: string[]): Promise<void> {
  const wish = readArguments(args);
  const { sandboxUrl, ...instance } = findInstance();
  const { ledgerSeq } = await readSandboxHealth(sandboxUrl);
  const startedMs = performance.now();

  const placing = showProgress("placed", wish.orders);
  const placed = await placeDemoOrders({
    ...instance,
    ...wish,
    sandboxUrl,
    onPlaced: placing.show,
  }).finally(placing.end);
  if (!wish.wait) return;

  const ending = showProgress("ended", wish.orders);
  const ended = await awaitEnds(createStorefrontClient(instance), placed, {
    onEnded: ending.show,
  }).finally(ending.end);
  const ledger = new Ledger(sandboxUrl, ledgerSeq);
  await ledger.catchUp();
  const faults = findLedgerFaults(ended, ledger);

  console.log(`\n${endsTable(ended)}\n`);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(
    faults.length === 0
      ? `All ${ended.length} orders ended in ${seconds} s; the partners hold exactly what they should.`
      : `All ${ended.length} orders ended in ${seconds} s, ${faults.length} things at the partners are wrong.`,
  );
}

function readArguments(args: string[]) {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      orders: { type: "string", default: "60" },
      concurrency: { type: "string", default: String(DEFAULT_CONCURRENCY) },
      seed: { type: "string" },
      "with-parked": { type: "boolean", default: false },
      wait: { type: "boolean", default: true },
    },
  });
  const wish = wishSchema.safeParse({ ...values, withParked: values["with-parked"] });
  if (!wish.success) throw new Error(`${z.prettifyError(wish.error)}\n${USAGE}`);
  const { seed, ...rest } = wish.data;
  return seed === undefined ? rest : { ...rest, seed };
}

function findInstance(): { webUrl: string; apiKey: string; sandboxUrl: string } {
  const dataDir = openDataDirectory();
  const files = instanceFiles(dataDir);
  const instance = files.readInstance();
  if (instance === undefined) {
    throw new Error(
      `Nothing runs with the data folder ${dataDir}. ` +
        'Start the product with "npm start", or set DATA_DIR to where it runs.',
    );
  }
  const { webUrl, apiKey, sandboxUrl } = instance;
  const environment = files.readEnvironment() ?? {};
  const isReal = ["PRESCRIPTION", "INVENTORY", "CARRIER"].some(
    (name) => !environment[`PARTNER_${name}_URL`]?.startsWith(`${sandboxUrl}/`),
  );
  if (sandboxUrl === null || isReal) {
    throw new Error("Real partners are connected: made-up orders are for the bundled ones only.");
  }
  return { webUrl, apiKey, sandboxUrl };
}
