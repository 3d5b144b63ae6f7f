import { sql } from "drizzle-orm";
import { check, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** A storefront's key. Only a keyed hash of its secret is kept; the key itself is shown once. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** The storefront this key speaks for: orders and idempotency keys belong to it, not to the key. */
    clientId: text("client_id").notNull(),
    environment: text("environment", { enum: ["live", "test"] }).notNull(),
    secretHash: text("secret_hash").notNull(),
    scopes: text("scopes").array().notNull(),
    /** The key in whose place it was made; that one ends soon after. */
    replaces: text("replaces"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  (table) => [
    primaryKey({ name: "api_keys_pkey", columns: [table.id] }),
    // A key is followed by one successor, also when two admins ask at once.
    unique("api_keys_replaces_key").on(table.replaces),
    check("api_keys_environment_check", sql`${table.environment} in ('live', 'test')`),
    check("api_keys_id_check", sql`${table.id} ~ '^[0-9A-Za-z]{16}$'`),
    check(
      "api_keys_revoked_check",
      sql`(${table.revokedAt} is null) = (${table.revokedBy} is null)`,
    ),
  ],
);
