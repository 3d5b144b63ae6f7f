import { z } from "zod";
import { createAccount, ROLES } from "#server/auth/create-account";
import { listAdmins } from "#server/auth/list-admins";
import { resetPassword } from "#server/auth/reset-password";
import { setAccountDisabled } from "#server/auth/set-account-disabled";
import { setAccountRole } from "#server/auth/set-account-role";
import { viewAccounts } from "#server/operations/settings/view-accounts";
import { line } from "#server/orders/text";
import { adminProcedure, consoleProcedure, consoleRouter } from "../trpc.ts";

const accountId = z.string().max(64);

export const accountsRouter = consoleRouter({
  list: adminProcedure.query(({ ctx }) => viewAccounts(ctx.runtime.database.db, ctx.session)),

  /** Whom to ask for a role. */
  admins: consoleProcedure.query(({ ctx }) => listAdmins(ctx.runtime.database.db)),

  /** The answer holds the password: shown once, kept nowhere. */
  create: adminProcedure
    .input(z.strictObject({ name: line(1, 100), email: z.email().max(254), role: z.enum(ROLES) }))
    .mutation(({ ctx, input }) =>
      createAccount(ctx.runtime.database.db, { ...input, createdBy: ctx.session.userId }),
    ),

  setDisabled: adminProcedure
    .input(z.strictObject({ accountId, disabled: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setAccountDisabled(ctx.runtime.database.db, { ...input, by: ctx.session.userId });
      return input;
    }),

  setRole: adminProcedure
    .input(z.strictObject({ accountId, role: z.enum(ROLES) }))
    .mutation(async ({ ctx, input }) => {
      await setAccountRole(ctx.runtime.database.db, { ...input, by: ctx.session.userId });
      return input;
    }),

  /** The answer holds the password: shown once, kept nowhere. */
  resetPassword: adminProcedure
    .input(z.strictObject({ accountId }))
    .mutation(({ ctx, input }) =>
      resetPassword(ctx.runtime.database.db, { ...input, by: ctx.session.userId }),
    ),
});
