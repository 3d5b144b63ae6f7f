import type { DbOrTx } from "#db/client";
import {
  type PartnerLoad,
  readDrifts,
  readDutyEnd,
  readPartnerActions,
  readPartnerLoads,
  readPartnerStatus,
} from "#db/queries/partners";
import { readClock } from "#db/queries/sagas";
import { PARTNERS, type PartnerName } from "#server/partners/types";
import { isSandboxed, type PartnerEnv } from "../system/system-status.ts";
import { driftSentence } from "./drift-words.ts";
import { directionView } from "./partner-direction.ts";
import { PARTNER_NAME, partnerOf, STEP_TITLE } from "./partner-words.ts";
import type { PartnerDirectionView, PartnersView, PartnerView } from "./views.ts";

const MAX_ACTIONS = 20;
const MAX_DRIFTS = 50;
const MAX_COUNTED = 10_000;

/** The four partners in the order of the way through, what differs at them, and who held or released them last. */
export async function listPartners(services: {
  db: DbOrTx;
  env: PartnerEnv;
}): Promise<PartnersView> {
  const { db, env } = services;
  const [rows, loads, actions, drifts, comparedAt, now] = await Promise.all([
    readPartnerStatus(db),
    readPartnerLoads(db, MAX_COUNTED),
    readPartnerActions(db, MAX_ACTIONS),
    readDrifts(db, MAX_DRIFTS),
    readDutyEnd(db, "reconcile"),
    readClock(db),
  ]);
  return {
    partners: PARTNERS.map((partner) => ({
      partner,
      name: PARTNER_NAME[partner],
      isSandbox: isSandboxed(partner, env),
      held: heldView(rows.filter(({ status }) => status.partner === partner)),
      directions: rows
        .filter(({ status }) => status.partner === partner)
        .map(({ status }) =>
          directionView(status, { now, orders: ordersAt(loads, partner, status.direction) }),
        ),
    })),
    drifts: drifts.map(({ drift, orderNumber }) => ({
      orderNumber,
      step: STEP_TITLE[drift.step],
      text: driftSentence(drift),
      since: drift.since.toISOString(),
      checkedAt: drift.checkedAt.toISOString(),
    })),
    comparedAt: comparedAt?.toISOString() ?? null,
    actions: actions.map(({ action, actorName }) => ({
      actionId: action.actionId,
      name: PARTNER_NAME[action.partner],
      kind: action.kind,
      actorName: actorName ?? "A former colleague",
      reasonCode: action.reasonCode,
      note: action.note,
      changed: action.changed,
      at: action.createdAt.toISOString(),
    })),
    asOf: new Date(now).toISOString(),
  };
}

type StatusRow = Awaited<ReturnType<typeof readPartnerStatus>>[number];

function heldView(own: readonly StatusRow[]): PartnerView["held"] {
  const held = own.find(({ status }) => status.heldSince !== null);
  if (held?.status.heldSince == null) return null;
  return {
    since: held.status.heldSince.toISOString(),
    by: held.heldByName ?? "The system",
    reasonCode: held.status.holdReason,
    isReopening: own.some(({ status }) => status.reopeningSince !== null),
  };
}

function ordersAt(
  loads: readonly PartnerLoad[],
  partner: PartnerName,
  direction: PartnerDirectionView["direction"],
): PartnerDirectionView["orders"] {
  const total = loads.reduce((sum, { count }) => sum + count, 0);
  const here = loads.find(
    (load) => partnerOf(load.step) === partner && load.direction === direction,
  );
  return { count: here?.count ?? 0, atLeast: total >= MAX_COUNTED };
}
