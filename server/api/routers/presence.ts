import { z } from "zod";
import { operationsOf } from "#server/operations/operations-of";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const tab = z.strictObject({ sagaUuid: z.uuid(), tabId: z.uuid() });

/** Which colleagues have an order in sight. Nothing of it outlives the web processes. */
export const presenceRouter = consoleRouter({
  look: consoleProcedure.input(tab).mutation(({ ctx, input }) => {
    const { userId, name } = ctx.session;
    return operationsOf(ctx.runtime).presence.look({ ...input, userId, name });
  }),

  leave: consoleProcedure.input(tab).mutation(({ ctx, input }) => {
    operationsOf(ctx.runtime).presence.leave({ ...input, userId: ctx.session.userId });
  }),
});
