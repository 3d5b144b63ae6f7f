import { openPool } from "#db/pool";
import { createLog } from "#server/log";
import { openBoss } from "#server/queue/open-boss";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { Committer } from "../../committer.ts";
import type { Submission } from "../../submissions.ts";

/*
 * A process that hands one submission to a committer, as a web process does, so
 * that a test may kill it. Reads DATABASE_URL and SUBMISSION; prints the receipt.
 */
const url = process.env.DATABASE_URL ?? "";
const submission: Submission = JSON.parse(process.env.SUBMISSION ?? "");
const log = createLog({ process: "web", level: "silent" });
const note = (error: Error) => log.warn({ err: error }, "test.connection_lost");
const pool = openPool({
  url,
  maxConnections: 2,
  applicationName: "backstitch-web",
  onIdleError: note,
});
const boss = await openBoss({
  pool,
  databaseUrl: url,
  supervise: false,
  onWake: null,
  onError: note,
});
const committer = new Committer({
  databaseUrl: url,
  boss,
  policy: DEFAULT_POLICY,
  handOver: null,
  onLost: note,
});
process.stdout.write("ready\n");
console.log(JSON.stringify(await committer.submit(submission)));
process.exit(0);
