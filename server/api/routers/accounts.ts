import { z } from "zod";
import { createAccount, ROLES } from "#server/auth/create-account";
import { listAccounts } from "#server/auth/list-accounts";
import { setAccountDisabled } from "#server/auth/set-account-disabled";
import { line } from "#server/orders/text";
import { adminProcedure, consoleRouter } from "../trpc.ts";

export const accountsRouter = consoleRouter({
  list: adminProcedure.query(async ({ ctx }) => {
    const rows = await listAccounts(ctx.runtime.database.db);
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      disabledAt: row.disabledAt?.toISOString() ?? null,
    }));
  }),

  /** The answer holds the password: shown once, kept nowhere. */
  create: adminProcedure
    .input(z.strictObject({ name: line(1, 100), email: z.email().max(254), role: z.enum(ROLES) }))
    .mutation(({ ctx, input }) =>
      createAccount(ctx.runtime.database.db, { ...input, createdBy: ctx.session.userId }),
    ),

  setDisabled: adminProcedure
    .input(z.strictObject({ accountId: z.string().max(64), disabled: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setAccountDisabled(ctx.runtime.database.db, { ...input, by: ctx.session.userId });
      return input;
    }),
});
