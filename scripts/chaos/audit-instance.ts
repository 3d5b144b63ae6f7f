import pg from "pg";
import { checkpointFileIn } from "#server/audit/checkpoint-file";
import { LEDGER_PARTNERS } from "#server/audit/ledger";
import { type Result, runAudit } from "#server/audit/run-audit";
import type { ChaosInstance } from "./open-instance.ts";

/** The whole audit, as `npm run doctor` makes it. */
export async function auditInstance(instance: ChaosInstance): Promise<Result[]> {
  const { adminDatabaseUrl, databaseUrl, sandboxUrl } = instance.facts();
  const client = new pg.Client({ connectionString: adminDatabaseUrl });
  // Told by the check that it breaks.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await runAudit({
      client,
      appRole: decodeURIComponent(new URL(databaseUrl).username),
      sandbox: { url: sandboxUrl, partners: LEDGER_PARTNERS },
      checkpointsFile: checkpointFileIn(instance.dataDir),
    });
  } finally {
    await client.end();
  }
}
