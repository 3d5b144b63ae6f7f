import { createLog } from "#server/log";
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
const committer = new Committer({
  databaseUrl: url,
  policy: DEFAULT_POLICY,
  handOver: null,
  onLost: note,
});
process.stdout.write("ready\n");
console.log(JSON.stringify(await committer.submit(submission)));
process.exit(0);
