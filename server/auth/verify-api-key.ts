import type { DbOrTx } from "#db/client";
import { type ApiKeyRow, findApiKey, markApiKeyUsed } from "#db/queries/api-keys";
import type { Log } from "#server/log";
import { hashSecret, newApiKey, parseApiKey, sameHash } from "./api-key-format.ts";

/** The storefront behind a request. */
export type StorefrontClient = { clientId: string; keyId: string; scopes: readonly string[] };

export type ApiKeyVerifier = {
  /** Null for every key that does not open: which reason it was is nobody's business. */
  verify(authorization: string | null): Promise<StorefrontClient | null>;
};

/** So long may a revoked key still open; so long may the database not be asked again. */
const CACHE_MS = 5_000;
/** Bounds what made-up keys with a right checksum can fill. */
const CACHE_LIMIT = 5_000;
const TOUCH_MS = 60_000;

type Cached = { row: Promise<ApiKeyRow | undefined>; readAt: number };

/**
 * Verifies keys against the table, asking it once in five seconds per key: the
 * look-up would otherwise be a round trip of every request. A revocation is
 * therefore felt within five seconds.
 */
export function createApiKeyVerifier(services: {
  db: DbOrTx;
  pepper: string;
  log: Log;
  now?: () => number;
}): ApiKeyVerifier {
  const now = services.now ?? Date.now;
  const rows = new Map<string, Cached>();
  const touched = new Map<string, number>();
  // Held against when there is no such key, so that a miss costs what a hit costs.
  const nobody = hashSecret(newApiKey("live").secret, services.pepper);

  function read(id: string): Promise<ApiKeyRow | undefined> {
    const cached = rows.get(id);
    if (cached && now() - cached.readAt < CACHE_MS) return cached.row;
    if (rows.size >= CACHE_LIMIT) rows.clear();
    const row = findApiKey(services.db, id);
    rows.set(id, { row, readAt: now() });
    // A failed look-up must not be the answer for the next five seconds.
    row.catch(() => rows.delete(id));
    return row;
  }

  function touch(id: string): void {
    if (now() - (touched.get(id) ?? 0) < TOUCH_MS) return;
    touched.set(id, now());
    // Not awaited: when a key was last used is for people, and no request waits for it.
    markApiKeyUsed(services.db, id, new Date(now())).catch((err: unknown) =>
      services.log.warn({ err, keyId: id }, "api_key.touch_failed"),
    );
  }

  return {
    async verify(authorization) {
      const key = parseApiKey(/^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
      if (key === null) return null;

      const row = await read(key.id);
      const fits = sameHash(hashSecret(key.secret, services.pepper), row?.secretHash ?? nobody);
      if (!fits || row === undefined || !isOpen(row, key.environment, now())) return null;

      touch(row.id);
      return { clientId: row.clientId, keyId: row.id, scopes: row.scopes };
    },
  };
}

function isOpen(row: ApiKeyRow, environment: string, now: number): boolean {
  return row.revokedAt === null && row.expiresAt.getTime() > now && row.environment === environment;
}
