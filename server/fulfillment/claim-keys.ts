import { allOrFail } from "./all-or-fail.ts";
import type { LaneTx } from "./lane.ts";
import type { KeyedSubmission } from "./submissions.ts";

/** For how long a key's answer is served again at least: nothing removes an expired key yet. */
const KEY_LIFETIME = "30 days";

/** Those that were first of their key and found it free, with the moment at which it became theirs. */
export type KeyClaims = ReadonlyMap<KeyedSubmission, number>;

// Sorted, so that two lanes meet the same keys in the same order; a taken key is passed over
// and not raised, so that one twin cannot spoil the batch.
const CLAIM = `
  insert into idempotency_keys (client_id, key, operation, fingerprint, order_uuid, created_at, expires_at)
  select c, k, o, f, u, clock_timestamp(), clock_timestamp() + interval '${KEY_LIFETIME}'
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[]) i(c, k, o, f, u)
  order by c, k
  on conflict do nothing`;
const CLAIM_KEYS = `${CLAIM} returning client_id, key, order_uuid, created_at`;
const CLAIM_ALL_KEYS = allOrFail(CLAIM, "$6");

// By the primary key: the uuid has no index.
const FORGET_KEYS = `
  delete from idempotency_keys k
  using unnest($1::text[], $2::text[], $3::uuid[]) i(c, k, u)
  where k.client_id = i.c and k.key = i.k and k.order_uuid = i.u`;

type ClaimedRow = { client_id: string; key: string; order_uuid: string; created_at: Date };

/**
 * Claims the idempotency keys of all that carry one. A twin in another transaction
 * is waited for here until that one has ended, and then either answered as it was
 * or claimed.
 */
export async function claimKeys(
  tx: LaneTx,
  submissions: readonly KeyedSubmission[],
): Promise<KeyClaims> {
  if (submissions.length === 0) return new Map();
  const { rows } = await tx.query<ClaimedRow>("claim-keys", CLAIM_KEYS, keysOf(submissions));
  const free = new Map(
    rows.map((row) => [nameOf(row.client_id, row.key, row.order_uuid), row.created_at.getTime()]),
  );
  const claims = new Map<KeyedSubmission, number>();
  for (const each of submissions) {
    const name = nameOf(clientOf(each), each.idempotency.key, orderOf(each));
    const claimedAt = free.get(name);
    if (claimedAt === undefined) continue;
    claims.set(each, claimedAt);
    // Twins in this very batch have one name: the first of them takes it.
    free.delete(name);
  }
  return claims;
}

/** The same where all must be free, and nobody waits to hear it; fails if one is not. */
export async function claimAllKeys(
  tx: LaneTx,
  submissions: readonly KeyedSubmission[],
): Promise<void> {
  const values = [...keysOf(submissions), submissions.length];
  await tx.query("claim-all-keys", CLAIM_ALL_KEYS, values);
}

const keysOf = (submissions: readonly KeyedSubmission[]) => [
  submissions.map(clientOf),
  submissions.map(({ idempotency }) => idempotency.key),
  submissions.map(({ idempotency }) => idempotency.operation),
  submissions.map(({ idempotency }) => idempotency.fingerprint),
  submissions.map(orderOf),
];

/** A submission that is refused leaves nothing behind: with the same key it may be tried again. */
export async function forgetKeys(
  tx: LaneTx,
  submissions: readonly KeyedSubmission[],
): Promise<void> {
  if (submissions.length === 0) return;
  await tx.query("forget-keys", FORGET_KEYS, [
    submissions.map(clientOf),
    submissions.map(({ idempotency }) => idempotency.key),
    submissions.map(orderOf),
  ]);
}

export const clientOf = (submission: KeyedSubmission): string =>
  submission.type === "place" ? submission.order.clientId : submission.clientId;

const orderOf = (submission: KeyedSubmission): string =>
  submission.type === "place" ? submission.order.orderUuid : submission.orderUuid;

const nameOf = (...parts: string[]) => parts.join("\n");
