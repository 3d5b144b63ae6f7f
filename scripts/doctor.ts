import { resolve } from "node:path";
import pg from "pg";
import { openDataDirectory, projectRoot } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import type { AuditTarget } from "#server/audit/check";
import { checkpointFileIn } from "#server/audit/checkpoint-file";
import { LEDGER_PARTNERS } from "#server/audit/ledger";
import { type Result, runAudit } from "#server/audit/run-audit";

if (import.meta.main) await run().catch(reportFailure);

/** Holds every promise against the live database, and ends with 1 when one is broken. */
async function run(): Promise<void> {
  const { databaseUrl, ...facts } = findTarget();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "backstitch-doctor",
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", (error) => console.error(`The connection was lost: ${error.message}`));
  await client.connect().catch((cause: Error) => {
    throw new Error(`The database cannot be reached: ${cause.message}`, { cause });
  });
  try {
    const results = await runAudit({ client, ...facts }, (result) => console.log(inWords(result)));
    const broken = results.filter(({ status }) => status === "broken").length;
    if (broken > 0) process.exitCode = 1;
    console.log(
      broken === 0 ? "\nEverything holds." : `\n${broken} of ${results.length} checks failed.`,
    );
  } finally {
    await client.end();
  }
}

function inWords(result: Result): string {
  const name = result.name.padEnd(60);
  switch (result.status) {
    case "holds": {
      const count = `${result.count.toLocaleString("en-GB")} ${result.of}`;
      const remarks = result.remarks.map((remark) => `\n        note: ${remark}`).join("");
      return `ok      ${name} ${count} (${result.tookMs} ms)${remarks}`;
    }
    case "skipped":
      return `skipped ${name} ${result.because}`;
    case "broken": {
      const others = result.others === 0 ? "" : ` (and ${result.others} more)`;
      return `FAILED  ${name} (${result.tookMs} ms)\n        ${result.offender}${others}`;
    }
  }
}

/** The shell's own variables, else the instance that runs on the data folder. */
function findTarget(): Omit<AuditTarget, "client"> & { databaseUrl: string } {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const { DATABASE_URL, ADMIN_DATABASE_URL, SANDBOX_URL, DATA_DIR } = given;
  if (DATABASE_URL !== undefined) {
    return {
      databaseUrl: ADMIN_DATABASE_URL ?? DATABASE_URL,
      appRole: roleOf(DATABASE_URL),
      sandbox: sandboxOf(SANDBOX_URL, given),
      // Not by default: what lies in .data may well be another database's.
      ...(DATA_DIR && { checkpointsFile: checkpointFileIn(resolve(projectRoot, DATA_DIR)) }),
    };
  }
  const dataDir = openDataDirectory();
  const files = instanceFiles(dataDir);
  const instance = files.readInstance();
  if (instance === undefined) {
    throw new Error(
      `Nothing runs with the data folder ${dataDir}, and DATABASE_URL is not set. ` +
        'Start the product with "npm start" (or set DATA_DIR to where it runs), or set DATABASE_URL.',
    );
  }
  return {
    databaseUrl: instance.adminDatabaseUrl,
    appRole: roleOf(instance.databaseUrl),
    sandbox: sandboxOf(instance.sandboxUrl ?? undefined, files.readEnvironment() ?? {}),
    checkpointsFile: checkpointFileIn(dataDir),
  };
}

function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}

/** The ledger speaks for those partners only whose address is the sandbox's. */
function sandboxOf(
  url: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): AuditTarget["sandbox"] {
  if (url === undefined) return null;
  const partners = LEDGER_PARTNERS.filter((partner) => {
    const address = environment[`PARTNER_${partner.toUpperCase()}_URL`];
    return address === undefined || address.startsWith(`${url}/`);
  });
  return partners.length === 0 ? null : { url, partners };
}
