import { findOrders } from "#server/operations/find/find-orders";
import { encodeInboxCursor } from "#server/operations/inbox/inbox-cursor";
import { INBOX_OWNERS, type InboxOwnerFilter } from "#server/operations/inbox/views";
import { OVERVIEW_RANGES } from "#server/operations/overview/views";
import type { ConsoleSamples } from "./console-samples.ts";
import { LIST_QUESTIONS } from "./list-questions.ts";
import { orderNumberOf } from "./pages.ts";
import { FRESH_SIZE, PAGE_SIZE, type Question, sampled } from "./question.ts";

/** What came in while a page was away for a moment. */
const MISSED = 500;

const inboxOf = (owner: InboxOwnerFilter): Question[] => {
  const list = (
    name: string,
    limit: number,
    placeAt: (samples: ConsoleSamples, turn: number) => number | null,
  ): Question => ({
    name: `inbox ${owner}, ${name}`,
    procedure: "inbox.list",
    ask({ caller }, samples, turn) {
      const id = placeAt(samples, turn);
      // Ids of orders and sagas run side by side.
      const cursor = id === null ? null : encodeInboxCursor({ sagaId: id, orderId: id }, owner);
      return caller.inbox.list({ owner, cursor, limit });
    },
  });
  return [
    list("first page", PAGE_SIZE, () => null),
    list("first page watched", FRESH_SIZE, () => null),
    list("deep page", PAGE_SIZE, ({ sagaIds }, turn) => sampled(sagaIds, turn)),
  ];
};

const orderPage = (
  name: string,
  numberAt: (samples: ConsoleSamples, turn: number) => string,
): Question => ({
  name: `order, ${name}`,
  procedure: "orders.get",
  ask: ({ caller }, samples, turn) =>
    caller.orders.get({ orderNumber: numberAt(samples, turn) }).catch(refusedAsMissing),
});

/** An order that there is not is looked for all the same. */
function refusedAsMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "NOT_FOUND")) throw error;
}

const failureQuestions: readonly Question[] = [
  { name: "failures", procedure: "failures.list", ask: ({ caller }) => caller.failures.list() },
  {
    name: "new failures",
    procedure: "failures.newCount",
    ask: ({ caller }) => caller.failures.newCount(),
  },
  {
    name: "a group of failures",
    procedure: "failures.get",
    ask: ({ caller }, { groups }, turn) => caller.failures.get({ id: sampled(groups, turn) }),
  },
  {
    name: "orders of a group",
    procedure: "failures.orders",
    ask: ({ caller }, { groups }, turn) =>
      caller.failures.orders({ id: sampled(groups, turn), cursor: 0 }),
  },
  {
    name: "a bulk operation",
    procedure: "bulk.get",
    ask: ({ caller }, { bulks }, turn) => caller.bulk.get({ id: sampled(bulks, turn) }),
  },
];

const search = (
  name: string,
  textOf: (told: ConsoleSamples["told"][number]) => string,
): Question => ({
  name: `search for ${name}`,
  procedure: "orders.find",
  // Past its procedure, which is a mutation and asks where it came from.
  ask: ({ operations }, { told }, turn) => findOrders(operations, textOf(sampled(told, turn))),
});

const searches: readonly Question[] = [
  search("an order number", ({ number }) => number),
  search("a number of the storefront", ({ external }) => external),
  search("a tracking number", ({ tracking }) => tracking),
  search("a partner's reference", ({ reference }) => reference),
  search("an e-mail address", ({ email }) => email),
  search(
    "a mistyped number",
    ({ number }) => `${number.slice(0, -1)}${number.endsWith("7") ? "8" : "7"}`,
  ),
];

export const QUESTIONS: readonly Question[] = [
  ...searches,
  ...LIST_QUESTIONS,
  {
    name: "saved views",
    procedure: "savedViews.list",
    ask: ({ caller }) => caller.savedViews.list(),
  },
  {
    name: "counts of saved views",
    procedure: "savedViews.counts",
    ask: ({ caller }) => caller.savedViews.counts(),
  },
  ...OVERVIEW_RANGES.map(
    (range): Question => ({
      name: `overview, ${range}`,
      procedure: "overview.history",
      ask: ({ caller }) => caller.overview.history({ range }),
    }),
  ),
  { name: "overview, now", procedure: "overview.now", ask: ({ caller }) => caller.overview.now() },
  ...INBOX_OWNERS.flatMap(inboxOf),
  { name: "inbox counts", procedure: "inbox.counts", ask: ({ caller }) => caller.inbox.counts() },
  {
    name: "claim of an order",
    procedure: "claims.of",
    ask: ({ caller }, { sagaUuids }, turn) =>
      caller.claims.of({ sagaUuid: sampled(sagaUuids, turn) }),
  },
  orderPage("completed", ({ completed }, turn) => sampled(completed, turn)),
  orderPage("cancelled", ({ cancelled }, turn) => sampled(cancelled, turn)),
  orderPage("parked", ({ parked }, turn) => sampled(parked, turn)),
  orderPage("longest history", ({ longest }, turn) => sampled(longest, turn)),
  orderPage("of no such number", ({ sagas }, turn) => orderNumberOf(sagas + 1 + turn)),
  {
    name: "events, newest page",
    procedure: "events.list",
    ask: ({ caller }) => caller.events.list({}),
  },
  {
    name: "events, of a type that is rare",
    procedure: "events.list",
    // A walk that finds nothing goes to its bound.
    ask: ({ caller }) => caller.events.list({ types: ["FromTheFuture"], actor: "person" }),
  },
  {
    name: "events, of one order",
    procedure: "events.list",
    ask: ({ caller }, { longest }, turn) =>
      caller.events.list({ orderNumber: sampled(longest, turn) }),
  },
  {
    name: "one event with what it changed",
    procedure: "events.get",
    ask: ({ caller }, { lastEventId }, turn) => caller.events.get({ id: lastEventId - turn }),
  },
  ...failureQuestions,
  { name: "partners", procedure: "partners.list", ask: ({ caller }) => caller.partners.list() },
  {
    name: "system status",
    procedure: "system.status",
    ask: ({ caller }) => caller.system.status(),
  },
  {
    name: "figures of the partners",
    procedure: "partners.figures",
    ask: ({ caller }) => caller.partners.figures(),
  },
  { name: "queues", procedure: "queues.list", ask: ({ caller }) => caller.queues.list() },
  { name: "own account", procedure: "account.get", ask: ({ caller }) => caller.account.get() },
  { name: "admins", procedure: "accounts.admins", ask: ({ caller }) => caller.accounts.admins() },
  {
    name: "what staff did",
    procedure: "staffActions.list",
    ask: ({ caller }) => caller.staffActions.list({ area: "accounts" }),
  },
  { name: "accounts", procedure: "accounts.list", ask: ({ caller }) => caller.accounts.list() },
  { name: "API keys", procedure: "apiKeys.list", ask: ({ caller }) => caller.apiKeys.list() },
  {
    name: "live, a page returns",
    procedure: "live.changes",
    async ask({ operations }, { lastEventId }, turn) {
      const stop = new AbortController();
      const since = Math.max(0, lastEventId - MISSED - turn);
      for await (const _ of operations.liveFeed.changes(since, stop.signal)) stop.abort();
    },
  },
];

/** What a page asks that no table is read for, but the session's: faults are the bundled partners' own. */
export const ASKED_OF_NO_TABLE: readonly string[] = ["system.me", "faults.list"];
