import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * Staff accounts, in the shape that better-auth reads and writes (its field
 * names are the property names; `accounts` are its ways to sign in, not people).
 */
export const users = pgTable(
  "users",
  {
    id: text("id").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    role: text("role", { enum: ["support", "admin"] }).notNull(),
    /** Who made the account; null for the ones made at first start. */
    createdBy: text("created_by"),
    /** Set: no sign-in, and open sessions end at their next call. */
    disabledAt: instant("disabled_at"),
    disabledBy: text("disabled_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "users_pkey", columns: [table.id] }),
    unique("users_email_key").on(table.email),
    check("users_role_check", sql`${table.role} in ('support', 'admin')`),
    // better-auth looks addresses up in lower case, so another spelling could never sign in.
    check("users_email_check", sql`${table.email} = lower(${table.email})`),
    check(
      "users_disabled_check",
      sql`(${table.disabledAt} is null) = (${table.disabledBy} is null)`,
    ),
  ],
);

/** The token here is half of what a browser holds: the cookie also carries its HMAC. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").notNull(),
    token: text("token").notNull(),
    userId: text("user_id").notNull(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "sessions_pkey", columns: [table.id] }),
    unique("sessions_token_key").on(table.token),
    foreignKey({
      name: "sessions_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    index("sessions_user_id_idx").on(table.userId),
    index("sessions_expires_at_idx").on(table.expiresAt),
  ],
);

/** A way to sign in: one row with the argon2id hash for each person. */
export const accounts = pgTable(
  "accounts",
  {
    id: text("id").notNull(),
    userId: text("user_id").notNull(),
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    password: text("password"),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "accounts_pkey", columns: [table.id] }),
    unique("accounts_provider_id_account_id_key").on(table.providerId, table.accountId),
    foreignKey({
      name: "accounts_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    index("accounts_user_id_idx").on(table.userId),
  ],
);

export const verifications = pgTable(
  "verifications",
  {
    id: text("id").notNull(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "verifications_pkey", columns: [table.id] }),
    index("verifications_identifier_idx").on(table.identifier),
  ],
);

/** better-auth's counters per network address and path. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    id: text("id").notNull(),
    key: text("key").notNull(),
    count: integer("count").notNull(),
    lastRequest: bigint("last_request", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ name: "rate_limits_pkey", columns: [table.id] }),
    unique("rate_limits_key_key").on(table.key),
  ],
);

/** Wrong passwords per account: an address can be forged, the account under attack cannot. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    /** HMAC of the address: whatever was typed into the form, also by mistake, is not kept. */
    emailHash: text("email_hash").notNull(),
    failedCount: integer("failed_count").notNull(),
    lastAttemptAt: instant("last_attempt_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "sign_in_attempts_pkey", columns: [table.emailHash] }),
    check("sign_in_attempts_failed_count_check", sql`${table.failedCount} > 0`),
  ],
);
