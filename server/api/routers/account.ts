import { z } from "zod";
import { changeOwnPassword } from "#server/auth/change-own-password";
import { endOtherSessions, endSession } from "#server/auth/end-sessions";
import { viewOwnAccount } from "#server/operations/settings/view-own-account";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

/** Longer than any password that is taken; it is cut off before it costs anything. */
const password = z.string().min(1).max(1_000);

/** A person's own account. */
export const accountRouter = consoleRouter({
  get: consoleProcedure.query(({ ctx }) => viewOwnAccount(ctx.runtime.database.db, ctx.session)),

  changePassword: consoleProcedure
    .input(z.strictObject({ current: password, next: password }))
    .mutation(({ ctx, input }) => {
      const { database, env } = ctx.runtime;
      return changeOwnPassword({ db: database.db, secret: env.AUTH_SECRET }, ctx.session, input);
    }),

  endSession: consoleProcedure
    .input(z.strictObject({ sessionId: z.string().max(64) }))
    .mutation(async ({ ctx, input }) => {
      await endSession(ctx.runtime.database.db, ctx.session, input.sessionId);
      return input;
    }),

  endOtherSessions: consoleProcedure.mutation(({ ctx }) =>
    endOtherSessions(ctx.runtime.database.db, ctx.session),
  ),
});
