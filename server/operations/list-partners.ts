import type { DbOrTx } from "#db/client";
import { PARTNERS, type PartnerName } from "#server/partners/types";
import { PARTNER_NAME } from "./partner-words.ts";
import { readHeldPartners } from "./read-held-partners.ts";
import { isSandboxed, type PartnerEnv } from "./system-status.ts";

export type PartnerView = {
  partner: PartnerName;
  name: string;
  isSandbox: boolean;
  held: { since: string; by: string } | null;
};

/** The four partners, in the order of the way through. */
export async function listPartners({
  db,
  env,
}: {
  db: DbOrTx;
  env: PartnerEnv;
}): Promise<PartnerView[]> {
  const held = await readHeldPartners(db);
  return PARTNERS.map((partner) => {
    const hold = held.find((each) => each.partner === partner);
    return {
      partner,
      name: PARTNER_NAME[partner],
      isSandbox: isSandboxed(partner, env),
      held: hold ? { since: new Date(hold.since).toISOString(), by: hold.by } : null,
    };
  });
}
