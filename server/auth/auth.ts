import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import type { Database } from "#db/client";
import { findAccount } from "#db/queries/accounts";
import { accounts, rateLimits, sessions, users, verifications } from "#db/schema/index";
import type { WebEnv } from "#server/env";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import { cookiePrefix } from "./cookies.ts";
import { consoleOrigins } from "./origins.ts";
import {
  hashPassword,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  verifyPassword,
} from "./passwords.ts";
import { createSignInGuard } from "./sign-in-guard.ts";

/** A working day. Not extended by use: whoever leaves the desk at noon is out by evening. */
export const SESSION_SECONDS = 8 * 3600;

export type AuthServices = {
  database: Pick<Database, "db">;
  env: Pick<WebEnv, "PUBLIC_URL" | "AUTH_SECRET">;
  log: Log;
};

/**
 * Sign-in with e-mail and password; sessions live in Postgres, so ending one
 * ends it at once. Accounts are made by admins, never by signing up.
 */
export function createAuth({ database: { db }, env, log }: AuthServices) {
  const guard = createSignInGuard({ db, secret: env.AUTH_SECRET });
  return betterAuth({
    appName: "Backstitch",
    baseURL: env.PUBLIC_URL,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    trustedOrigins: consoleOrigins(env.PUBLIC_URL),
    telemetry: { enabled: false },
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        rateLimit: rateLimits,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      changeEmail: { enabled: false },
      deleteUser: { enabled: false },
      additionalFields: {
        role: { type: "string", required: true, input: false },
        createdBy: { type: "string", required: false, input: false, returned: false },
        disabledAt: { type: "date", required: false, input: false },
        disabledBy: { type: "string", required: false, input: false, returned: false },
      },
    },
    account: { accountLinking: { enabled: false } },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      // A cached session would outlive its end.
      cookieCache: { enabled: false },
    },
    verification: { storeIdentifier: "hashed" },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 100,
      customRules: {
        // Per address; an office shares one. The guard below counts per account.
        "/sign-in/email": { window: 60, max: 30 },
        // Asked by every page; it costs less than counting it.
        "/get-session": false,
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(env.PUBLIC_URL),
      // Over plain http only some browsers keep a Secure cookie, even on localhost.
      useSecureCookies: env.PUBLIC_URL.startsWith("https://"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      database: { generateId: () => newUuid() },
      // Said aloud, because the library's default depends on NODE_ENV.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    hooks: { before: guard.before, after: guard.after },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const account = await findAccount(db, session.userId);
            // The same words as for a wrong password: who works here is nobody's business.
            if (!account || account.disabledAt !== null) throw wrongPassword();
          },
        },
      },
    },
    // Trouble is thrown to our own handler, which answers and logs it under one request id.
    onAPIError: { throw: true },
    logger: {
      level: "error",
      // Its messages may name the address that was typed; only that something happened is kept.
      log: () => log.warn("auth.library_message"),
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

function wrongPassword(): APIError {
  return new APIError("UNAUTHORIZED", {
    code: "INVALID_EMAIL_OR_PASSWORD",
    message: "Invalid email or password",
  });
}
