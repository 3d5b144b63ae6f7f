import { operationsOf } from "#server/operations/operations-of";
import { systemStatus } from "#server/operations/system/system-status";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

export const systemRouter = consoleRouter({
  status: consoleProcedure.query(({ ctx }) => systemStatus(operationsOf(ctx.runtime))),

  me: consoleProcedure.query(({ ctx }) => {
    const { userId, name, email, role } = ctx.session;
    return { userId, name, email, role };
  }),
});
