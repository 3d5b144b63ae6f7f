import { randomInt } from "node:crypto";
import type {
  CreateReservationRequest,
  ReleaseReservationResponse,
  ReservationResponse,
} from "#server/partners/contract/inventory";
import type { PartnerProblem } from "#server/partners/contract/problem";
import { catalogueItem } from "./ndc.ts";
import { problem, type Reply } from "./problem.ts";
import {
  claimReference,
  conflict,
  leaveTombstone,
  newId,
  newObject,
  pendingObject,
  pollHint,
  type Twist,
  type Write,
} from "./references.ts";
import { isKind, type StoredOf } from "./stored-object.ts";
import type { World } from "./world.ts";

/** Every lot in the sandbox's warehouse is good for two more years. */
const LOT_LIFE_DAYS = 730;
const DAY_MS = 86_400_000;

type StockLine = { lineId: string; ndc: string; quantity: number };

export function createReservation(
  world: World,
  request: CreateReservationRequest,
  twist: Twist,
): Reply {
  const claim = claimReference(world, "inventory", request);
  if (claim.type === "refused") return claim.reply;
  if (claim.type === "known") {
    if (!isKind(claim.object, "reservation")) return conflict();
    const body = viewReservation(claim.object, world.now);
    return {
      type: "ok",
      status: claim.object.state === "pending" ? 202 : 200,
      body,
      replayed: true,
    };
  }
  const lotExpiresOn = dateOf(world.now, LOT_LIFE_DAYS * DAY_MS);
  const refusal = refusalOf(request, lotExpiresOn);
  if (refusal !== null) return refusal;

  const fresh = freshReservation(world, request, lotExpiresOn, twist);
  if (twist.pending !== undefined) {
    const pending = { ...pendingObject(fresh, world.now, twist.pending), detail: fresh.detail };
    world.save(pending);
    return { type: "ok", status: 202, body: viewReservation(pending, world.now) };
  }
  const lines = takeStock(world, fresh.detail.lines);
  if (lines !== null) {
    return problem("insufficient_stock", "There is not enough stock for every line.", { lines });
  }
  world.record("reserved", fresh);
  return { type: "ok", status: 201, body: viewReservation(fresh, world.now) };
}

function refusalOf(request: CreateReservationRequest, lotExpiresOn: string): Reply | null {
  for (const [i, line] of request.lines.entries()) {
    if (catalogueItem(line.ndc)?.unit !== line.unit) {
      const message = "The warehouse does not stock this item in this unit.";
      const errors = [{ pointer: `/lines/${i}/ndc`, code: "unknown_item", message }];
      return problem("unknown_item", message, { errors });
    }
  }
  return request.minExpiryDate > lotExpiresOn
    ? problem("expiry_too_short", "No lot is good for that long.")
    : null;
}

function freshReservation(
  world: World,
  request: CreateReservationRequest,
  lotExpiresOn: string,
  twist: Twist,
): StoredOf<"reservation"> {
  const lifeMs = twist.expiresInMs ?? request.ttlSeconds * 1000;
  const expiresAt = new Date(world.now.getTime() + lifeMs);
  const detail = {
    kind: "reservation" as const,
    // The warehouse's own spelling of the package code: stock is counted under it.
    lines: request.lines.map(({ lineId, ndc, quantity }) => {
      return { lineId, ndc: catalogueItem(ndc)?.ndc ?? ndc, quantity };
    }),
    allocations: request.lines.map(({ lineId, quantity }) => ({
      lineId,
      locationId: "WH-1",
      lotNumber: `L${randomInt(1e5, 1e6)}`,
      expirationDate: lotExpiresOn,
      quantity,
    })),
    expiresAt: expiresAt.toISOString(),
  };
  const facts = { objectId: newId("res"), detail, dueAt: expiresAt };
  return { ...newObject("inventory", request, facts), detail };
}

/** Takes every line's stock or none; answers null when it was taken, else what each line lacks. */
export function takeStock(
  world: World,
  lines: readonly StockLine[],
): NonNullable<PartnerProblem["lines"]> | null {
  const left = new Map<string, number>();
  const answers = lines.map(({ lineId, ndc, quantity }) => {
    const available = left.get(ndc) ?? world.stockOf(ndc);
    // Quantities have at most three decimals; sums of floats do not.
    left.set(ndc, Math.round((available - quantity) * 1000) / 1000);
    return { lineId, requested: quantity, available: Math.max(0, available) };
  });
  if ([...left.values()].some((units) => units < 0)) return answers;
  for (const [ndc, units] of left) world.setStock(ndc, units);
  return null;
}

export function giveBackStock(world: World, lines: readonly StockLine[]): void {
  for (const { ndc, quantity } of lines) {
    world.setStock(ndc, Math.round((world.stockOf(ndc) + quantity) * 1000) / 1000);
  }
}

const STATUS = {
  pending: "pending",
  rejected: "rejected",
  live: "held",
  committed: "committed",
  expired: "expired",
  undone: "released",
  tombstone: "released",
} as const;

export function viewReservation(object: StoredOf<"reservation">, now: Date): ReservationResponse {
  const status = STATUS[object.state];
  return {
    reservationId: object.objectId ?? "",
    clientReference: object.clientReference,
    orderNumber: object.orderNumber,
    status,
    version: object.version,
    expiresAt: object.detail.expiresAt,
    allocations: object.detail.allocations,
    ...pollHint(object, now),
    ...(status === "rejected" ? { rejectionCode: object.rejectionCode ?? "rejected" } : {}),
  };
}

export function extendReservation(world: World, id: string, ttlSeconds: number): Reply {
  const object = world.findById(id);
  if (object === undefined || !isKind(object, "reservation")) {
    return problem("not_found", "There is no such reservation.");
  }
  if (object.state === "committed") return problem("already_committed", "It was picked up.");
  if (object.state !== "live") return problem("reservation_expired", "It is not held any more.");
  const dueAt = new Date(world.now.getTime() + ttlSeconds * 1000);
  const detail = { ...object.detail, expiresAt: dueAt.toISOString() };
  const extended = { ...object, detail, dueAt, version: object.version + 1 };
  world.save(extended);
  return { type: "ok", status: 200, body: viewReservation(extended, world.now) };
}

export function commitReservation(world: World, id: string): Reply {
  const object = world.findById(id);
  if (object === undefined || !isKind(object, "reservation")) {
    return problem("not_found", "There is no such reservation.");
  }
  if (object.state === "committed") {
    return { type: "ok", status: 200, body: viewReservation(object, world.now), replayed: true };
  }
  if (object.state !== "live") return problem("reservation_expired", "It is not held any more.");
  const committed = {
    ...object,
    state: "committed" as const,
    dueAt: null,
    version: object.version + 1,
  };
  world.record("committed", committed);
  return { type: "ok", status: 200, body: viewReservation(committed, world.now) };
}

/** Gives back what is held under the reference; where nothing is, it closes the reference for ever. */
export function releaseReservation(world: World, write: Write): Reply {
  const object = world.find("inventory", write.clientReference);
  if (object !== undefined && object.orderNumber !== write.orderNumber) return conflict();
  if (object?.state === "undone") return released({ status: "released" });
  if (object?.state === "expired") return released({ status: "released", nothingToUndo: true });
  if (object?.state === "committed") return problem("already_committed", "It was picked up.");
  if (object?.state !== "live" || !isKind(object, "reservation")) {
    leaveTombstone(world, "inventory", write);
    return released({ status: "released", nothingToUndo: true });
  }
  giveBackStock(world, object.detail.lines);
  world.record("released", {
    ...object,
    state: "undone",
    dueAt: null,
    version: object.version + 1,
  });
  return released({ status: "released" });
}

function released(body: ReleaseReservationResponse): Reply {
  return { type: "ok", status: 200, body };
}

function dateOf(now: Date, offsetMs: number): string {
  return new Date(now.getTime() + offsetMs).toISOString().slice(0, 10);
}
