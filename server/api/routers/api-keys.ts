import { z } from "zod";
import { API_KEY_SCOPES, LIFETIME_DAYS } from "#server/auth/api-keys";
import { clientId } from "#server/auth/client-id";
import {
  issueApiKey,
  OVERLAP_HOURS,
  rotateApiKey,
  withdrawApiKey,
} from "#server/auth/issue-api-key";
import { viewApiKeys } from "#server/operations/settings/view-api-keys";
import { line, list } from "#server/orders/text";
import type { ConsoleContext } from "../context.ts";
import { adminProcedure, consoleRouter } from "../trpc.ts";

const id = z.string().max(64);

export const apiKeysRouter = consoleRouter({
  list: adminProcedure.query(({ ctx }) => viewApiKeys(ctx.runtime.database.db)),

  /** The answer holds the key: shown once, kept nowhere. */
  create: adminProcedure
    .input(
      z.strictObject({
        name: line(1, 100),
        clientId,
        environment: z.enum(["live", "test"]).default("live"),
        scopes: list(z.enum(API_KEY_SCOPES), 1, API_KEY_SCOPES.length).optional(),
        lifetimeDays: z.literal(LIFETIME_DAYS).default(365),
      }),
    )
    .mutation(async ({ ctx, input: { scopes, ...input } }) => {
      const wish = { ...input, ...(scopes && { scopes }), by: ctx.session.userId };
      const made = await issueApiKey(servicesOf(ctx), wish);
      return { ...made, expiresAt: made.expiresAt.toISOString() };
    }),

  /** The answer holds the successor: shown once, kept nowhere. */
  rotate: adminProcedure
    .input(z.strictObject({ id, overlapHours: z.literal(OVERLAP_HOURS).default(24) }))
    .mutation(async ({ ctx, input }) => {
      const made = await rotateApiKey(servicesOf(ctx), { ...input, by: ctx.session.userId });
      const { expiresAt, oldEndsAt } = made;
      return {
        ...made,
        expiresAt: expiresAt.toISOString(),
        oldEndsAt: oldEndsAt.toISOString(),
      };
    }),

  /** Felt by every process within five seconds. */
  revoke: adminProcedure.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
    await withdrawApiKey(ctx.runtime.database.db, { ...input, by: ctx.session.userId });
    return input;
  }),
});

function servicesOf({ runtime: { database, env } }: Pick<ConsoleContext, "runtime">) {
  return { db: database.db, pepper: env.API_KEY_PEPPER };
}
