import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { ConsoleContext } from "./context.ts";
import { boundJsonRequest } from "./read-body.ts";
import { accountRouter } from "./routers/account.ts";
import { accountsRouter } from "./routers/accounts.ts";
import { apiKeysRouter } from "./routers/api-keys.ts";
import { bulkRouter } from "./routers/bulk.ts";
import { claimsRouter } from "./routers/claims.ts";
import { customerRouter } from "./routers/customer.ts";
import { eventsRouter } from "./routers/events.ts";
import { failuresRouter } from "./routers/failures.ts";
import { faultsRouter } from "./routers/faults.ts";
import { inboxRouter } from "./routers/inbox.ts";
import { liveRouter } from "./routers/live.ts";
import { notesRouter } from "./routers/notes.ts";
import { ordersRouter } from "./routers/orders.ts";
import { overviewRouter } from "./routers/overview.ts";
import { partnersRouter } from "./routers/partners.ts";
import { presenceRouter } from "./routers/presence.ts";
import { queuesRouter } from "./routers/queues.ts";
import { savedViewsRouter } from "./routers/saved-views.ts";
import { staffActionsRouter } from "./routers/staff-actions.ts";
import { systemRouter } from "./routers/system.ts";
import { worldRouter } from "./routers/world.ts";
import { consoleCallerFactory, consoleRouter } from "./trpc.ts";

/** Everything that signed-in staff may call. */
export const consoleApi = consoleRouter({
  overview: overviewRouter,
  orders: ordersRouter,
  savedViews: savedViewsRouter,
  inbox: inboxRouter,
  claims: claimsRouter,
  customer: customerRouter,
  notes: notesRouter,
  presence: presenceRouter,
  system: systemRouter,
  live: liveRouter,
  partners: partnersRouter,
  faults: faultsRouter,
  queues: queuesRouter,
  account: accountRouter,
  events: eventsRouter,
  world: worldRouter,
  accounts: accountsRouter,
  apiKeys: apiKeysRouter,
  staffActions: staffActionsRouter,
  failures: failuresRouter,
  bulk: bulkRouter,
});
export type ConsoleRouter = typeof consoleApi;

/** For pages that call procedures while they render. */
export const createConsoleCaller = consoleCallerFactory(consoleApi);

export const CONSOLE_ENDPOINT = "/api/trpc/console";

/** The console's door. A stream's refusal is told by its status too, before the first frame. */
export function handleConsoleTrpc(
  request: Request,
  createContext: (headers: Headers) => Promise<ConsoleContext>,
): Promise<Response> {
  const req = boundJsonRequest(request);
  // A streamed batch would answer 200 before a procedure could refuse; nobody of ours asks for one.
  req.headers.delete("trpc-accept");
  return fetchRequestHandler({
    router: consoleApi,
    endpoint: CONSOLE_ENDPOINT,
    req,
    createContext: () => createContext(request.headers),
    responseMeta: ({ ctx, type }) => ({
      headers: new Headers({ "cache-control": "no-store" }),
      ...(type === "subscription" && ctx?.session === null && { status: 401 }),
    }),
  });
}
