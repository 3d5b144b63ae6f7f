import type { LaneTx } from "./lane.ts";
import type { PlaceSubmission } from "./submissions.ts";

/** For how long a key's answer is served again at least: nothing removes an expired key yet. */
const KEY_LIFETIME = "30 days";

export type PlaceClaims = {
  places: readonly PlaceSubmission[];
  /** First of its key, and the key was free: these may become orders. */
  claimed: PlaceSubmission[];
  /** The key was taken before, or by a twin in this very batch. */
  taken: PlaceSubmission[];
};

// Sorted, so that two lanes meet the same keys in the same order; a taken key is passed over
// and not raised, so that one twin cannot spoil the batch.
const CLAIM_KEYS = `
  insert into idempotency_keys (client_id, key, operation, fingerprint, order_uuid, created_at, expires_at)
  select c, k, o, f, u, clock_timestamp(), clock_timestamp() + interval '${KEY_LIFETIME}'
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[]) i(c, k, o, f, u)
  order by c, k
  on conflict do nothing
  returning order_uuid`;

/**
 * Claims the idempotency keys of all places. A twin in another transaction is
 * waited for here until that one has ended, and then either replayed or claimed.
 */
export async function claimPlaces(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
): Promise<PlaceClaims> {
  if (places.length === 0) return { places, claimed: [], taken: [] };
  const { rows } = await tx.query<{ order_uuid: string }>("claim-keys", CLAIM_KEYS, [
    places.map(({ order }) => order.clientId),
    places.map(({ idempotency }) => idempotency.key),
    places.map(({ idempotency }) => idempotency.operation),
    places.map(({ idempotency }) => idempotency.fingerprint),
    places.map(({ order }) => order.orderUuid),
  ]);
  const mine = new Set(rows.map((row) => row.order_uuid));
  return {
    places,
    claimed: places.filter(({ order }) => mine.has(order.orderUuid)),
    taken: places.filter(({ order }) => !mine.has(order.orderUuid)),
  };
}
