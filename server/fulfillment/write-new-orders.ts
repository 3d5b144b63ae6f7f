import type { PlaceClaims } from "./claim-places.ts";
import { insertOrderRows } from "./insert-order-rows.ts";
import type { LaneTx } from "./lane.ts";
import type { PlaceReceipt, PlaceSubmission } from "./submissions.ts";

/** What became of each place, by the uuid its submission proposed; absent means: an order was made. */
export type PlaceAnswers = ReadonlyMap<string, PlaceReceipt>;

// By the primary key: the uuid has no index.
const FORGET_KEYS = `
  delete from idempotency_keys k
  using unnest($1::text[], $2::text[], $3::uuid[]) i(c, k, u)
  where k.client_id = i.c and k.key = i.k and k.order_uuid = i.u`;

const FIND_BY_KEY = `
  select k.client_id, k.key, k.operation, k.fingerprint, o.order_uuid, o.order_number, o.created_at
  from unnest($1::text[], $2::text[]) i(c, k)
  join idempotency_keys k on k.client_id = i.c and k.key = i.k
  join orders o on o.order_uuid = k.order_uuid`;

const FIND_BY_EXTERNAL_ID = `
  select o.client_id, o.external_order_id, o.order_uuid
  from unnest($1::text[], $2::text[]) i(c, e)
  join orders o on o.client_id = i.c and o.external_order_id = i.e`;

type ByKey = {
  client_id: string;
  key: string;
  operation: string;
  fingerprint: string;
  order_uuid: string;
  order_number: string;
  created_at: Date;
};
type ByExternalId = { client_id: string; external_order_id: string; order_uuid: string };

/**
 * Writes the rows of every order whose key was claimed, and finds the answer for
 * the others: replayed, key reused, or an order that exists under this external
 * id. A place that is refused leaves nothing behind, its key included.
 */
export async function writeNewOrders(
  tx: LaneTx,
  { places, claimed, taken }: PlaceClaims,
  now: number,
): Promise<PlaceAnswers> {
  if (places.length === 0) return new Map();
  const made = await insertOrderRows(tx, claimed, now);
  const beaten = claimed.filter(({ order }) => !made.has(order.orderUuid));
  if (beaten.length > 0) {
    await tx.query("forget-keys", FORGET_KEYS, [
      beaten.map(({ order }) => order.clientId),
      beaten.map(({ idempotency }) => idempotency.key),
      beaten.map(({ order }) => order.orderUuid),
    ]);
  }
  if (beaten.length + taken.length === 0) return new Map();

  const asked = [...beaten, ...taken];
  const [byKey, byExternalId] = await Promise.all([
    tx.query<ByKey>("find-by-key", FIND_BY_KEY, [
      asked.map(({ order }) => order.clientId),
      asked.map(({ idempotency }) => idempotency.key),
    ]),
    tx.query<ByExternalId>("find-by-external-id", FIND_BY_EXTERNAL_ID, [
      asked.map(({ order }) => order.clientId),
      asked.map(({ order }) => order.externalOrderId),
    ]),
  ]);
  return new Map(
    asked.map((place) => [place.order.orderUuid, answer(place, byKey.rows, byExternalId.rows)]),
  );
}

function answer(
  { order, idempotency }: PlaceSubmission,
  byKey: ByKey[],
  byExternalId: ByExternalId[],
): PlaceReceipt {
  const first = byKey.find((r) => r.client_id === order.clientId && r.key === idempotency.key);
  if (first) {
    const same =
      first.fingerprint === idempotency.fingerprint && first.operation === idempotency.operation;
    if (!same) return { type: "key_reused" };
    return {
      type: "replayed",
      orderUuid: first.order_uuid,
      orderNumber: first.order_number,
      placedAt: first.created_at.getTime(),
    };
  }
  const other = byExternalId.find(
    (r) => r.client_id === order.clientId && r.external_order_id === order.externalOrderId,
  );
  return other
    ? { type: "external_order_id_exists", orderUuid: other.order_uuid }
    : { type: "number_taken" };
}
