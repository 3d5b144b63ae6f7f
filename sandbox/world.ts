import type { SandboxPartner, StoredObject } from "./stored-object.ts";

/** What an effect adds to the effects that stand under its reference. */
const STANDING_CHANGE = {
  created: 1,
  cancelled: -1,
  reserved: 1,
  committed: 0,
  released: -1,
  purchased: 1,
  voided: -1,
  sent: 1,
  tombstoned: 0,
} as const;
type Effect = keyof typeof STANDING_CHANGE;

type LedgerEntry = {
  at: Date;
  partner: SandboxPartner;
  effect: Effect;
  clientReference: string;
  objectId: string | null;
  orderNumber: string;
};

/** Two effects would stand under one reference: the sandbox itself is wrong, and says so with a 500. */
export class InvariantViolation extends Error {
  readonly clientReference: string;
  constructor(clientReference: string, detail: string) {
    super(detail);
    this.clientReference = clientReference;
  }
}

/** The rows that one command may see and change. */
export type World = {
  readonly now: Date;
  find(partner: SandboxPartner, clientReference: string): StoredObject | undefined;
  findById(objectId: string): StoredObject | undefined;
  save(object: StoredObject): void;
  /** Saves the object with the effect counted, and writes the effect down. */
  record(effect: Effect, object: StoredObject, objectId?: string): void;
  stockOf(ndc: string): number;
  setStock(ndc: string, stock: number): void;
};

export type WorldRows = {
  readonly objects: Map<string, StoredObject>;
  readonly stock: Map<string, number>;
  readonly changedObjects: Map<string, StoredObject>;
  readonly changedStock: Map<string, number>;
  readonly ledger: LedgerEntry[];
};

const keyOf = (partner: string, clientReference: string) => `${partner} ${clientReference}`;

export function worldRows(objects: StoredObject[], stock: Map<string, number>): WorldRows {
  const byKey = new Map(objects.map((o) => [keyOf(o.partner, o.clientReference), o]));
  return {
    objects: byKey,
    stock,
    changedObjects: new Map(),
    changedStock: new Map(),
    ledger: [],
  };
}

/**
 * Runs one command on a draft of the rows. What it changed is kept only when it returns; a throw
 * leaves the rows as they were, so one broken command cannot spoil the others of its batch.
 */
export function inWorld<T>(rows: WorldRows, now: Date, run: (world: World) => T): T {
  const objects = new Map<string, StoredObject>();
  const stock = new Map<string, number>();
  const ledger: LedgerEntry[] = [];
  const save = (object: StoredObject) =>
    void objects.set(keyOf(object.partner, object.clientReference), object);

  const result = run({
    now,
    find: (partner, reference) => {
      const key = keyOf(partner, reference);
      return objects.get(key) ?? rows.objects.get(key);
    },
    findById: (objectId) => {
      const matches = (object: StoredObject) => object.objectId === objectId;
      return objects.values().find(matches) ?? rows.objects.values().find(matches);
    },
    save,
    record: (effect, object, objectId) => {
      const liveEffects = object.liveEffects + STANDING_CHANGE[effect];
      if (liveEffects < 0 || liveEffects > 1) {
        const detail = `${effect} would leave ${liveEffects} effects standing`;
        throw new InvariantViolation(object.clientReference, detail);
      }
      save({ ...object, liveEffects });
      ledger.push({
        at: now,
        partner: object.partner,
        effect,
        clientReference: object.clientReference,
        objectId: objectId ?? object.objectId,
        orderNumber: object.orderNumber,
      });
    },
    stockOf: (ndc) => stock.get(ndc) ?? rows.stock.get(ndc) ?? 0,
    setStock: (ndc, units) => void stock.set(ndc, units),
  });

  for (const [key, object] of objects) {
    rows.objects.set(key, object);
    rows.changedObjects.set(key, object);
  }
  for (const [ndc, units] of stock) {
    rows.stock.set(ndc, units);
    rows.changedStock.set(ndc, units);
  }
  rows.ledger.push(...ledger);
  return result;
}
