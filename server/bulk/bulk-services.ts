import type { Db } from "#db/client";
import type { Log } from "#server/log";
import type { CommandCommitter } from "#server/operations/order-actions/apply-command";
import type { Policy } from "#server/saga/policy";

/** What a step of a bulk operation works with. */
export type BulkServices = { db: Db; committer: CommandCommitter; policy: Policy; log: Log };
