import type { Db } from "#db/client";
import type { Presence } from "../presence/presence.ts";
import { findClaim } from "./find-claim.ts";
import type { OrderCompany } from "./views.ts";

/** Who has this order and who else looks at it, for somebody who looks at it. */
export async function lookAtOrder(
  { db, presence }: { db: Db; presence: Presence },
  viewer: { userId: string; name: string },
  { sagaUuid, tabId }: { sagaUuid: string; tabId: string },
): Promise<OrderCompany> {
  const { userId, name } = viewer;
  const [claim, company] = await Promise.all([
    findClaim(db, sagaUuid, userId),
    presence.look({ tabId, sagaUuid, userId, name }),
  ]);
  return { claim, company };
}
