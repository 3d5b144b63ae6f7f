import pg from "pg";
import { judgeEffects } from "#scripts/chaos/judge-effects";
import { readEffects } from "#scripts/chaos/read-effects";
import { readEnds } from "#scripts/chaos/read-ends";
import { readSandboxHealth } from "#server/audit/ledger";
import type { Product } from "./product.ts";

const MOST_TOLD = 10;

/**
 * Holds what the bundled partners did against how the orders ended: nothing
 * twice, nothing left standing for nobody. Throws for what does not fit.
 */
export async function assertPartnersFit({ database, sandboxUrl }: Product): Promise<void> {
  const pool = new pg.Pool({ connectionString: database.superuserUrl, max: 1 });
  const ends = await readEnds(pool).finally(() => pool.end());
  const owners = ends.map(({ orderNumber, state, step, parkedReason, wasShipped }) => ({
    orderNumber,
    state,
    atRest: step === null && parkedReason === null,
    wasShipped,
  }));
  const faults = judgeEffects(owners, await readEffects(sandboxUrl));
  const { invariantViolations } = await readSandboxHealth(sandboxUrl);
  const problems = [
    ...owners.filter(({ atRest }) => !atRest).map((o) => `${o.orderNumber} has not ended`),
    ...Object.entries(faults).flatMap(([fault, orders]) => orders.map((o) => `${fault}: ${o}`)),
    ...(invariantViolations > 0 ? [`the partners refused ${invariantViolations} doubles`] : []),
  ];
  if (problems.length === 0) return;
  const told = problems.slice(0, MOST_TOLD).join("\n");
  throw new Error(`What the partners did does not fit, ${problems.length} times:\n${told}`);
}
