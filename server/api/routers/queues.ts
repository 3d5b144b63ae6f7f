import { operationsOf } from "#server/operations/operations-of";
import { viewQueues } from "#server/operations/queues/view-queues";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

export const queuesRouter = consoleRouter({
  list: consoleProcedure.query(({ ctx }) => viewQueues(operationsOf(ctx.runtime))),
});
