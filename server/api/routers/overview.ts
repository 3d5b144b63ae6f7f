import { z } from "zod";
import { operationsOf } from "#server/operations/operations-of";
import { getHistory } from "#server/operations/overview/get-history";
import { overviewSeenBy } from "#server/operations/overview/get-overview";
import { OVERVIEW_RANGES } from "#server/operations/overview/views";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

export const overviewRouter = consoleRouter({
  now: consoleProcedure.query(async ({ ctx }) =>
    overviewSeenBy(await operationsOf(ctx.runtime).shared.overview(), ctx.session.userId),
  ),

  history: consoleProcedure
    .input(z.strictObject({ range: z.enum(OVERVIEW_RANGES) }))
    .query(({ ctx, input }) => getHistory(operationsOf(ctx.runtime), input)),
});
