import { createHmac } from "node:crypto";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { countSignInAttempt, forgetSignInAttempts } from "#db/queries/accounts";

/** Five typing errors are human; then 30 s, 1 min, 2 min … up to a quarter of an hour for each. */
const LIMITS = { freeCount: 5, firstWaitSeconds: 30, maxWaitSeconds: 900 };

const signInBody = z.object({ email: z.string().max(254) });

/**
 * Slows down guessing at one account, from however many addresses: a sender's
 * address can be forged in a header, the account under attack cannot. It treats
 * unknown accounts alike, so waiting tells nothing.
 */
export function createSignInGuard(services: { db: DbOrTx; secret: string }) {
  const hashOf = (body: unknown): string | null => {
    const parsed = signInBody.safeParse(body);
    if (!parsed.success) return null;
    const email = parsed.data.email.trim().toLowerCase();
    return createHmac("sha256", services.secret).update(`sign-in:${email}`).digest("base64url");
  };

  return {
    before: createAuthMiddleware(async (context) => {
      if (context.path !== "/sign-in/email") return;
      const emailHash = hashOf(context.body);
      if (emailHash === null) return;
      const waitSeconds = await countSignInAttempt(services.db, emailHash, LIMITS);
      if (waitSeconds === null) return;
      throw new APIError(
        "TOO_MANY_REQUESTS",
        { code: "TOO_MANY_ATTEMPTS", message: "Too many attempts. Wait a while, then try again." },
        { "Retry-After": String(waitSeconds) },
      );
    }),

    after: createAuthMiddleware(async (context) => {
      if (context.path !== "/sign-in/email" || !context.context.newSession) return;
      const emailHash = hashOf(context.body);
      if (emailHash !== null) await forgetSignInAttempts(services.db, emailHash);
    }),
  };
}
