import type { Database, Db } from "#db/client";
import { readChangesAfter, readEventHead } from "#db/queries/events";
import { exchangePresence } from "#db/queries/presence";
import type { PolicyEnv, WebEnv } from "#server/env";
import { policyOfEnv } from "#server/fulfillment/policy-of-env";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import type { OrderCommitter } from "#server/orders/submit-order";
import type { Policy } from "#server/saga/policy";
import packageJson from "../../package.json" with { type: "json" };
import type { CommandCommitter } from "./apply-command.ts";
import { createLiveFeed, type LiveFeed } from "./live-feed.ts";
import type { NoteCommitter } from "./notes/write-note.ts";
import { createPresence, type Presence } from "./presence/presence.ts";
import { SEEN_FOR_MS } from "./presence/tabs.ts";
import type { PartnerEnv } from "./system-status.ts";

/** What the console's procedures work with. */
export type Operations = {
  db: Db;
  committer: CommandCommitter & OrderCommitter & NoteCommitter;
  env: PartnerEnv;
  /** Keys what an order is found by; see server/orders/contact-index.ts. */
  contactIndexKey: string;
  log: Log;
  policy: Policy;
  version: string;
  liveFeed: LiveFeed;
  presence: Presence;
};

type Services = {
  database: Database;
  committer: CommandCommitter & OrderCommitter & NoteCommitter;
  env: PartnerEnv & PolicyEnv & Pick<WebEnv, "CONTACT_INDEX_KEY">;
  log: Log;
};

const made = new WeakMap<object, Operations>();

/** One instance for each database: the live feed's poller must not be doubled, and who looks is in its memory. */
export function operationsOf({ database, committer, env, log }: Services): Operations {
  const known = made.get(database);
  if (known) return known;
  const { db } = database;
  const source = {
    head: () => readEventHead(db),
    after: (cursor: number, limit: number) => readChangesAfter(db, cursor, limit),
  };
  const processId = newUuid();
  const operations: Operations = {
    db,
    committer,
    env,
    contactIndexKey: env.CONTACT_INDEX_KEY,
    log,
    policy: policyOfEnv(env),
    version: packageJson.version,
    liveFeed: createLiveFeed({ source, log }),
    presence: createPresence({
      exchange: (here) => exchangePresence(db, processId, here, SEEN_FOR_MS / 1_000),
      log,
    }),
  };
  made.set(database, operations);
  return operations;
}
