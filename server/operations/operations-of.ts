import type { Database, Db } from "#db/client";
import { readStandingClaims } from "#db/queries/claims";
import { readChangesAfter, readEventHead } from "#db/queries/events";
import { exchangePresence } from "#db/queries/presence";
import type { PolicyEnv, WebEnv } from "#server/env";
import { policyOfEnv } from "#server/fulfillment/policy-of-env";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import type { OrderCommitter } from "#server/orders/submit-order";
import type { Policy } from "#server/saga/policy";
import packageJson from "../../package.json" with { type: "json" };
import { countNeeding } from "./inbox/count-inbox.ts";
import { type InboxQuestion, type InboxRead, readInbox } from "./inbox/list-inbox.ts";
import type { ListedCount } from "./list/views.ts";
import { createLiveFeed, type LiveFeed } from "./live/live-feed.ts";
import { sharedRead } from "./live/shared-read.ts";
import type { NoteCommitter } from "./notes/write-note.ts";
import type { CommandCommitter } from "./order-actions/apply-command.ts";
import { type OverviewRead, readOverview } from "./overview/get-overview.ts";
import { createPresence, type Presence } from "./presence/presence.ts";
import { SEEN_FOR_MS } from "./presence/tabs.ts";
import type { PartnerEnv } from "./system/system-status.ts";

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
  shared: SharedReads;
};

/** What every open page reads when one thing changes: read once for all who ask at the same time. */
type SharedReads = {
  inbox(question: InboxQuestion): Promise<InboxRead>;
  needing(): Promise<ListedCount>;
  overview(): Promise<OverviewRead>;
};

type Services = {
  database: Database;
  committer: CommandCommitter & OrderCommitter & NoteCommitter;
  env: PartnerEnv & PolicyEnv & Pick<WebEnv, "CONTACT_INDEX_KEY">;
  log: Log;
};

/** Claims are people's: more than this never stand at once. */
const MAX_CLAIMS = 2_000;

const made = new WeakMap<object, Operations>();

/** One instance for each database: the live feed's poller must not be doubled, and who looks is in its memory. */
export function operationsOf({ database, committer, env, log }: Services): Operations {
  const known = made.get(database);
  if (known) return known;
  const { db } = database;
  const policy = policyOfEnv(env);
  const source = {
    head: () => readEventHead(db),
    after: (cursor: number, limit: number) => readChangesAfter(db, cursor, limit),
    claims: () => readStandingClaims(db, MAX_CLAIMS),
  };
  const processId = newUuid();
  const operations: Operations = {
    db,
    committer,
    env,
    contactIndexKey: env.CONTACT_INDEX_KEY,
    log,
    policy,
    version: packageJson.version,
    liveFeed: createLiveFeed({ source, log }),
    presence: createPresence({
      exchange: (here) => exchangePresence(db, processId, here, SEEN_FOR_MS / 1_000),
      log,
    }),
    shared: {
      inbox: sharedRead((question: InboxQuestion) => readInbox({ db, policy }, question)),
      needing: sharedRead(() => countNeeding(db)),
      overview: sharedRead(() => readOverview({ db, policy })),
    },
  };
  made.set(database, operations);
  return operations;
}
