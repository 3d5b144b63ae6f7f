import { z } from "zod";
import { operationsOf } from "#server/operations/operations-of";
import { askChecks } from "#server/operations/world/ask-checks";
import { STEPS } from "#server/saga/types";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

export const worldRouter = consoleRouter({
  /** Lets a worker ask partners what they hold for an order. It changes nothing about the order. */
  check: consoleProcedure
    .input(z.strictObject({ sagaUuid: z.uuid(), steps: z.array(z.enum(STEPS)).min(1).max(3) }))
    .mutation(({ ctx, input }) => askChecks(operationsOf(ctx.runtime), ctx.session.userId, input)),
});
