import { z } from "zod";

export const SANDBOX_PARTNERS = ["prescription", "inventory", "carrier", "notifications"] as const;
export type SandboxPartner = (typeof SANDBOX_PARTNERS)[number];

/**
 * - pending: accepted, decided when `dueAt` comes; no effect yet.
 * - live: the effect stands (a held reservation, a bought label, an active prescription).
 * - undone: it stood and was taken back.
 * - tombstone: it was cancelled before it stood, and can never stand.
 */
const OBJECT_STATES = [
  "pending",
  "rejected",
  "live",
  "committed",
  "expired",
  "undone",
  "tombstone",
] as const;
type ObjectState = (typeof OBJECT_STATES)[number];

const allocation = z.object({
  lineId: z.string(),
  locationId: z.string(),
  lotNumber: z.string(),
  expirationDate: z.string(),
  quantity: z.number(),
});

/** What a partner keeps beside the common columns. No personal data: a fingerprint stands for the content. */
const objectDetail = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("prescription"),
    items: z.array(z.object({ lineId: z.string(), rxNumber: z.string() })),
    undoRefusal: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("reservation"),
    lines: z.array(z.object({ lineId: z.string(), ndc: z.string(), quantity: z.number() })),
    allocations: z.array(allocation),
    expiresAt: z.string(),
  }),
  z.object({
    kind: z.literal("shipment"),
    rateCents: z.number(),
    estimatedDeliveryOn: z.string(),
    losesFirstLabelAnswer: z.boolean(),
    labelReference: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("label"),
    shipmentId: z.string(),
    trackingNumber: z.string(),
    labelUrl: z.string(),
    carrier: z.string(),
    costCents: z.number(),
  }),
  z.object({ kind: z.literal("message"), subject: z.string() }),
  z.object({ kind: z.literal("none") }),
]);
export type ObjectDetail = z.infer<typeof objectDetail>;

export type StoredObject = {
  partner: SandboxPartner;
  clientReference: string;
  objectId: string | null;
  orderNumber: string;
  state: ObjectState;
  fingerprint: string | null;
  detail: ObjectDetail;
  /** While pending: how it will end (null: well). When rejected: why. */
  rejectionCode: string | null;
  version: number;
  /** Effects that stand now. Two would be a bug of the sandbox. */
  liveEffects: number;
  repeatCount: number;
  /** When a pending object is decided or a held reservation expires. */
  dueAt: Date | null;
};

/** A stored object whose detail is of one kind. */
export type StoredOf<K extends ObjectDetail["kind"]> = StoredObject & {
  detail: Extract<ObjectDetail, { kind: K }>;
};

export function isKind<K extends ObjectDetail["kind"]>(
  object: StoredObject,
  kind: K,
): object is StoredOf<K> {
  return object.detail.kind === kind;
}

const row = z.object({
  partner: z.enum(SANDBOX_PARTNERS),
  client_reference: z.string(),
  object_id: z.string().nullable(),
  order_number: z.string(),
  state: z.enum(OBJECT_STATES),
  fingerprint: z.string().nullable(),
  detail: objectDetail,
  rejection_code: z.string().nullable(),
  version: z.number(),
  live_effects: z.number(),
  repeat_count: z.number(),
  due_at: z.date().nullable(),
});

export function objectFromRow(raw: unknown): StoredObject {
  const parsed = row.parse(raw);
  return {
    partner: parsed.partner,
    clientReference: parsed.client_reference,
    objectId: parsed.object_id,
    orderNumber: parsed.order_number,
    state: parsed.state,
    fingerprint: parsed.fingerprint,
    detail: parsed.detail,
    rejectionCode: parsed.rejection_code,
    version: parsed.version,
    liveEffects: parsed.live_effects,
    repeatCount: parsed.repeat_count,
    dueAt: parsed.due_at,
  };
}

/** The shape that the writer's statement reads back out of one JSON parameter. */
export function rowFromObject(object: StoredObject) {
  return {
    partner: object.partner,
    client_reference: object.clientReference,
    object_id: object.objectId,
    order_number: object.orderNumber,
    state: object.state,
    fingerprint: object.fingerprint,
    detail: object.detail,
    rejection_code: object.rejectionCode,
    version: object.version,
    live_effects: object.liveEffects,
    repeat_count: object.repeatCount,
    due_at: object.dueAt?.toISOString() ?? null,
  };
}
