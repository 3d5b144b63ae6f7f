import { createHash, randomUUID } from "node:crypto";
import { problem, type Reply } from "./problem.ts";
import type { ObjectDetail, SandboxPartner, StoredObject } from "./stored-object.ts";
import type { World } from "./world.ts";

/** What a scenario changes about one call; absent: the partner behaves. */
export type Twist = {
  /** Accept with 202 and decide later; the code says how it ends (null: well). */
  pending?: { ms: number; code: string | null };
  /** A reservation's life, shorter than what was asked for. */
  expiresInMs?: number;
};

export type Write = { clientReference: string; orderNumber: string };

/** Stands for the content of a request, so that nothing personal needs to be kept. */
function fingerprintOf(body: object): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("base64url");
}

export const newId = (prefix: string) =>
  `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;

type Claim =
  | { type: "free" }
  | { type: "known"; object: StoredObject }
  | { type: "refused"; reply: Reply };

/**
 * What a create finds under its reference. A reference is unique for ever: the same content meets
 * the stored object again, other content is refused, a cancelled one can never be created.
 */
export function claimReference(world: World, partner: SandboxPartner, write: Write): Claim {
  const object = world.find(partner, write.clientReference);
  if (object === undefined) return { type: "free" };
  if (object.state === "tombstone" || object.state === "undone") {
    const reply = problem("reference_cancelled", "This reference was cancelled.");
    return { type: "refused", reply };
  }
  if (object.fingerprint !== fingerprintOf(write)) return { type: "refused", reply: conflict() };
  if (object.state === "rejected") {
    const reply = problem(
      object.rejectionCode ?? "rejected",
      "It was refused when it was decided.",
    );
    return { type: "refused", reply };
  }
  return { type: "known", object };
}

export function conflict(): Reply {
  return problem("reference_conflict", "This reference is known with other content.");
}

export function newObject(
  partner: SandboxPartner,
  write: Write,
  facts: { objectId: string; detail: ObjectDetail; dueAt?: Date },
): StoredObject {
  return {
    partner,
    clientReference: write.clientReference,
    orderNumber: write.orderNumber,
    objectId: facts.objectId,
    state: "live",
    fingerprint: fingerprintOf(write),
    detail: facts.detail,
    rejectionCode: null,
    version: 1,
    liveEffects: 0,
    repeatCount: 0,
    dueAt: facts.dueAt ?? null,
  };
}

/** The same object, decided later. */
export function pendingObject(
  object: StoredObject,
  now: Date,
  pending: { ms: number; code: string | null },
): StoredObject {
  const dueAt = new Date(now.getTime() + pending.ms);
  return { ...object, state: "pending", rejectionCode: pending.code, dueAt };
}

/** How long the caller should wait before it asks again; absent when nothing is pending. */
export function pollHint(object: StoredObject, now: Date): { pollAfterMs?: number } {
  if (object.state !== "pending" || object.dueAt === null) return {};
  return { pollAfterMs: Math.max(0, object.dueAt.getTime() - now.getTime()) };
}

/** Closes a reference under which nothing stands, so that a create that arrives late is refused. */
export function leaveTombstone(world: World, partner: SandboxPartner, write: Write): void {
  const object = world.find(partner, write.clientReference) ?? {
    ...newObject(partner, write, { objectId: "", detail: { kind: "none" } }),
    objectId: null,
    fingerprint: null,
    version: 0,
  };
  if (object.state === "tombstone") return;
  const version = object.version + 1;
  world.record("tombstoned", { ...object, state: "tombstone", dueAt: null, version });
}
