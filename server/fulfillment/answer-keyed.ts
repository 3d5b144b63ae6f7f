import { clientOf } from "./claim-keys.ts";
import type { LaneTx } from "./lane.ts";
import type {
  CancelReceipt,
  CancelSubmission,
  KeyedSubmission,
  PlaceReceipt,
  PlaceSubmission,
} from "./submissions.ts";

/** What those are told that are not carried out; absent means: carried out. */
export type KeyedAnswers = {
  places: ReadonlyMap<PlaceSubmission, PlaceReceipt>;
  cancels: ReadonlyMap<CancelSubmission, CancelReceipt>;
};

const FIND_BY_KEY = `
  select k.client_id, k.key, k.operation, k.fingerprint, k.created_at as used_at,
    o.order_uuid, o.order_number, o.created_at as placed_at
  from unnest($1::text[], $2::text[]) i(c, k)
  join idempotency_keys k on k.client_id = i.c and k.key = i.k
  join orders o on o.order_uuid = k.order_uuid`;

const FIND_BY_EXTERNAL_ID = `
  select o.client_id, o.external_order_id, o.order_uuid
  from unnest($1::text[], $2::text[]) i(c, e)
  join orders o on o.client_id = i.c and o.external_order_id = i.e`;

const FIND_REPLACEMENTS = `
  select replaces_order_id, order_uuid, order_number from orders
  where replaces_order_id = any($1::uuid[])`;

type ByKey = {
  client_id: string;
  key: string;
  operation: string;
  fingerprint: string;
  used_at: Date;
  order_uuid: string;
  order_number: string;
  placed_at: Date;
};
type ByExternalId = { client_id: string; external_order_id: string; order_uuid: string };
type Replacement = { replaces_order_id: string; order_uuid: string; order_number: string };
type Others = { byKey: ByKey[]; byExternalId: ByExternalId[]; replacements: Replacement[] };

/**
 * Finds the answer for those whose key was taken before, and for the orders that
 * could not be made: what the same request was answered before, that the key was
 * used for another one, or that an order exists under this external id.
 */
export async function answerKeyed(
  tx: LaneTx,
  { places, cancels }: { places: readonly PlaceSubmission[]; cancels: readonly CancelSubmission[] },
): Promise<KeyedAnswers> {
  const asked = [...places, ...cancels];
  if (asked.length === 0) return { places: new Map(), cancels: new Map() };
  const [byKey, byExternalId, replacements] = await Promise.all([
    tx.query<ByKey>("find-by-key", FIND_BY_KEY, [
      asked.map(clientOf),
      asked.map(({ idempotency }) => idempotency.key),
    ]),
    tx.query<ByExternalId>("find-by-external-id", FIND_BY_EXTERNAL_ID, [
      places.map(clientOf),
      places.map(({ order }) => order.externalOrderId),
    ]),
    tx.query<Replacement>("find-replacements", FIND_REPLACEMENTS, [
      places.flatMap(({ order }) => order.replacesOrderId ?? []),
    ]),
  ]);
  const others = {
    byKey: byKey.rows,
    byExternalId: byExternalId.rows,
    replacements: replacements.rows,
  };
  return {
    places: new Map(places.map((place) => [place, answerPlace(place, others)])),
    cancels: new Map(cancels.map((cancel) => [cancel, answerCancel(cancel, byKey.rows)])),
  };
}

function answerPlace(place: PlaceSubmission, others: Others): PlaceReceipt {
  const first = findUse(place, others.byKey);
  if (first) {
    if (!isSameRequest(first, place)) return { type: "key_reused" };
    return {
      type: "replayed",
      orderUuid: first.order_uuid,
      orderNumber: first.order_number,
      placedAt: first.placed_at.getTime(),
    };
  }
  const { clientId, externalOrderId, replacesOrderId } = place.order;
  const other = others.byExternalId.find(
    (row) => row.client_id === clientId && row.external_order_id === externalOrderId,
  );
  if (other) return { type: "external_order_id_exists", orderUuid: other.order_uuid };
  const replacement = others.replacements.find((row) => row.replaces_order_id === replacesOrderId);
  if (!replacement) return { type: "number_taken" };
  const { order_uuid: orderUuid, order_number: orderNumber } = replacement;
  return { type: "already_replaced", orderUuid, orderNumber };
}

function answerCancel(cancel: CancelSubmission, byKey: ByKey[]): CancelReceipt {
  const first = findUse(cancel, byKey);
  if (!first) throw new Error("Bug: a key was neither free nor taken");
  const same = isSameRequest(first, cancel) && first.order_uuid === cancel.orderUuid;
  return same ? { type: "replayed", requestedAt: first.used_at.getTime() } : { type: "key_reused" };
}

function findUse(submission: KeyedSubmission, byKey: ByKey[]): ByKey | undefined {
  const clientId = clientOf(submission);
  const { key } = submission.idempotency;
  return byKey.find((row) => row.client_id === clientId && row.key === key);
}

function isSameRequest(use: ByKey, { idempotency }: KeyedSubmission): boolean {
  return use.fingerprint === idempotency.fingerprint && use.operation === idempotency.operation;
}
