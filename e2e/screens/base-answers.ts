import { type Answers, data } from "./answers.ts";
import { runningBulk } from "./fixtures/bulk.ts";
import { events, unknownEvent } from "./fixtures/events.ts";
import { failures, openFailure } from "./fixtures/failures.ts";
import { inbox, inboxCounts } from "./fixtures/inbox.ts";
import { MOMENT } from "./fixtures/moment.ts";
import { counts, page } from "./fixtures/orders.ts";
import { overview } from "./fixtures/overview.ts";
import { history } from "./fixtures/overview-history.ts";
import { faults, figures, partners } from "./fixtures/partners.ts";
import { queuesBusy } from "./fixtures/queues.ts";
import { viewCounts, views } from "./fixtures/saved-views.ts";
import { accounts, apiKeys, ownAccount, staffActionsOf } from "./fixtures/settings.ts";
import { status } from "./fixtures/system.ts";
import { unknownOrder } from "./fixtures/unknown-order.ts";

/** A busy minute of a shop in some trouble: what a shot with answers of its own is told about the rest. */
export const baseAnswers: Answers = {
  "system.status": data(status),
  "orders.list": data(page),
  "orders.counts": data(counts),
  "orders.count": data({ count: 18, atLeast: false, asOf: MOMENT }),
  "orders.get": data(unknownOrder),
  "savedViews.list": data(views),
  "savedViews.counts": data(viewCounts),
  "overview.now": data(overview),
  "overview.history": data(history),
  "partners.list": data(partners),
  "partners.figures": data(figures),
  "faults.list": data(faults),
  "queues.list": data(queuesBusy),
  "inbox.list": data(inbox),
  "inbox.counts": data(inboxCounts),
  "claims.of": data(null),
  "presence.look": data({ others: [], complete: true }),
  "presence.leave": data(undefined as never),
  "events.list": data(events),
  "events.get": data(unknownEvent),
  "failures.list": data(failures),
  "failures.newCount": data({ count: 2 }),
  "failures.get": data(openFailure),
  "bulk.get": data(runningBulk),
  "account.get": data(ownAccount),
  "accounts.list": data(accounts),
  "accounts.admins": data([]),
  "apiKeys.list": data(apiKeys),
  "staffActions.list": { dataFor: staffActionsOf },
};
