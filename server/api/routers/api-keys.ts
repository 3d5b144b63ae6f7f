import { z } from "zod";
import { createApiKey, listApiKeys, revokeApiKey } from "#server/auth/api-keys";
import { clientId } from "#server/auth/client-id";
import { line } from "#server/orders/text";
import { adminProcedure, consoleRouter } from "../trpc.ts";

export const apiKeysRouter = consoleRouter({
  list: adminProcedure.query(async ({ ctx }) => {
    const rows = await listApiKeys(ctx.runtime.database.db);
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    }));
  }),

  /** The answer holds the key: shown once, kept nowhere. */
  create: adminProcedure
    .input(
      z.strictObject({
        name: line(1, 100),
        clientId,
        environment: z.enum(["live", "test"]).default("live"),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { database, env } = ctx.runtime;
      const made = await createApiKey(
        { db: database.db, pepper: env.API_KEY_PEPPER },
        { ...input, createdBy: ctx.session.userId },
      );
      return { ...made, expiresAt: made.expiresAt.toISOString() };
    }),

  /** Felt by every process within five seconds. */
  revoke: adminProcedure
    .input(z.strictObject({ id: z.string().max(64) }))
    .mutation(async ({ ctx, input }) => {
      await revokeApiKey(ctx.runtime.database.db, input.id, ctx.session.userId);
      return input;
    }),
});
