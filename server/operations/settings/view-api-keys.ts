import type { DbOrTx } from "#db/client";
import type { ApiKeyScope } from "#server/auth/api-keys";
import { listApiKeys } from "#server/auth/api-keys";
import type { ApiKeyState, ApiKeysView, ApiKeyView } from "./views.ts";

/** From then on somebody should think of its successor. */
const SOON_MS = 14 * 86_400_000;

const RIGHT: Record<ApiKeyScope, string> = {
  "orders:create": "Place",
  "orders:read": "Read",
  "orders:cancel": "Cancel",
};

type Row = Awaited<ReturnType<typeof listApiKeys>>["rows"][number];

/** The storefronts' keys, newest first, without what opens. */
export async function viewApiKeys(db: DbOrTx, now = Date.now()): Promise<ApiKeysView> {
  const { rows, hasMore } = await listApiKeys(db);
  return {
    keys: rows.map((row) => ({
      id: row.id,
      start: `rxk_${row.environment}_${row.id}_`,
      name: row.name,
      clientId: row.clientId,
      environment: row.environment,
      rights: Object.entries(RIGHT).flatMap(([scope, words]) =>
        row.scopes.includes(scope) ? [words] : [],
      ),
      state: stateOf(row, now),
      createdAt: row.createdAt.toISOString(),
      createdBy: row.createdByName ?? row.createdBy,
      expiresAt: row.expiresAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      revokedBy: row.revokedByName ?? row.revokedBy,
      off: offOf(row, stateOf(row, now)),
    })),
    hasMore,
    asOf: new Date(now).toISOString(),
  };
}

function stateOf(row: Row, now: number): ApiKeyState {
  if (row.revokedAt !== null) return "revoked";
  const left = row.expiresAt.getTime() - now;
  if (left <= 0) return "expired";
  if (row.successorId !== null) return "replaced";
  return left <= SOON_MS ? "ends_soon" : "open";
}

function offOf(row: Row, state: ApiKeyState): ApiKeyView["off"] {
  if (state === "revoked" || state === "expired") {
    const because = state === "revoked" ? "It was revoked." : "It has expired.";
    return { rotate: `${because} Make a new key instead.`, revoke: `${because} It opens nothing.` };
  }
  return { rotate: row.successorId === null ? null : "It has a successor already.", revoke: null };
}
