import { z } from "zod";
import { countInbox } from "#server/operations/inbox/count-inbox";
import { inboxSeenBy } from "#server/operations/inbox/list-inbox";
import { INBOX_OWNERS } from "#server/operations/inbox/views";
import { operationsOf } from "#server/operations/operations-of";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

/** What waits for a person. */
export const inboxRouter = consoleRouter({
  list: consoleProcedure
    .input(
      z.strictObject({
        owner: z.enum(INBOX_OWNERS).default("all"),
        cursor: z.string().max(500).nullable().default(null),
        limit: z.int().min(1).max(100).default(25),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { userId } = ctx.session;
      const viewerId = input.owner === "mine" ? userId : null;
      const { shared } = operationsOf(ctx.runtime);
      return inboxSeenBy(await shared.inbox({ ...input, viewerId }), userId);
    }),

  counts: consoleProcedure.query(({ ctx }) => {
    const { db, shared } = operationsOf(ctx.runtime);
    return countInbox({ db, needing: () => shared.needing() }, ctx.session.userId);
  }),
});
