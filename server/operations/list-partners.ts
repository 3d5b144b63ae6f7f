import type { DbOrTx } from "#db/client";
import { readPartnerActions, readPartnerStatus } from "#db/queries/partners";
import { readClock } from "#db/queries/sagas";
import { PARTNERS } from "#server/partners/types";
import { directionView } from "./partner-direction.ts";
import { PARTNER_NAME } from "./partner-words.ts";
import { isSandboxed, type PartnerEnv } from "./system-status.ts";
import type { PartnersView } from "./views.ts";

const MAX_ACTIONS = 20;

/** The four partners in the order of the way through, and who held or released them last. */
export async function listPartners({
  db,
  env,
}: {
  db: DbOrTx;
  env: PartnerEnv;
}): Promise<PartnersView> {
  const [rows, actions, now] = await Promise.all([
    readPartnerStatus(db),
    readPartnerActions(db, MAX_ACTIONS),
    readClock(db),
  ]);
  return {
    partners: PARTNERS.map((partner) => {
      const own = rows.filter(({ status }) => status.partner === partner);
      const held = own.find(({ status }) => status.heldSince !== null);
      return {
        partner,
        name: PARTNER_NAME[partner],
        isSandbox: isSandboxed(partner, env),
        held:
          held?.status.heldSince == null
            ? null
            : {
                since: held.status.heldSince.toISOString(),
                by: held.heldByName ?? "The system",
                reasonCode: held.status.holdReason,
                isReopening: own.some(({ status }) => status.reopeningSince !== null),
              },
        directions: own.map(({ status }) => directionView(status, now)),
      };
    }),
    actions: actions.map(({ action, actorName }) => ({
      actionId: action.actionId,
      name: PARTNER_NAME[action.partner],
      kind: action.kind,
      actorName: actorName ?? "A former colleague",
      reasonCode: action.reasonCode,
      changed: action.changed,
      at: action.createdAt.toISOString(),
    })),
    asOf: new Date(now).toISOString(),
  };
}
