import type { DbOrTx } from "#db/client";
import { findApiKey, insertApiKey, markApiKeyRevoked, readApiKeys } from "#db/queries/api-keys";
import { AppError } from "#server/errors";
import { type ApiKeyEnvironment, formatApiKey, hashSecret, newApiKey } from "./api-key-format.ts";

export const API_KEY_SCOPES = ["orders:create", "orders:read", "orders:cancel"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

const DAY_MS = 86_400_000;
/** How long a key may open; the longest when nothing is said. */
export const LIFETIME_DAYS = [30, 90, 365] as const;
/** More keys than any installation has; the list is for people. */
const LIST_LIMIT = 200;

/** Makes a key. `key` is the only copy there will ever be: the table keeps a keyed hash. */
export async function createApiKey(
  services: { db: DbOrTx; pepper: string },
  wish: {
    name: string;
    clientId: string;
    environment?: ApiKeyEnvironment;
    scopes?: readonly ApiKeyScope[];
    lifetimeDays?: (typeof LIFETIME_DAYS)[number];
    /** The key in whose place it is made. */
    replaces?: string;
    createdBy: string;
  },
): Promise<{ id: string; key: string; clientId: string; expiresAt: Date }> {
  const key = newApiKey(wish.environment ?? "live");
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + (wish.lifetimeDays ?? 365) * DAY_MS);
  await insertApiKey(services.db, {
    id: key.id,
    name: wish.name,
    clientId: wish.clientId,
    environment: key.environment,
    secretHash: hashSecret(key.secret, services.pepper),
    scopes: [...(wish.scopes ?? API_KEY_SCOPES)],
    replaces: wish.replaces ?? null,
    createdBy: wish.createdBy,
    createdAt,
    expiresAt,
  });
  return { id: key.id, key: formatApiKey(key), clientId: wish.clientId, expiresAt };
}

export async function listApiKeys(db: DbOrTx) {
  const rows = await readApiKeys(db, LIST_LIMIT + 1);
  return { rows: rows.slice(0, LIST_LIMIT), hasMore: rows.length > LIST_LIMIT };
}

/** Ends a key for good; a second time changes nothing and answers false. Other processes see it within five seconds. */
export async function revokeApiKey(db: DbOrTx, id: string, revokedBy: string): Promise<boolean> {
  if ((await findApiKey(db, id)) === undefined) {
    throw new AppError("not_found", "There is no such API key.");
  }
  return markApiKeyRevoked(db, id, revokedBy, new Date());
}
