import type { DbOrTx } from "#db/client";
import { countWorkersAlive } from "#db/queries/operations";
import { countDrifts } from "#db/queries/partners";
import { readClock } from "#db/queries/sagas";
import { PARTNERS, type PartnerName } from "#server/partners/types";
import { PARTNER_NAME, sentenceCase } from "../partners/partner-words.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { codeClause } from "../situation/code-words.ts";
import type { SystemStatus } from "./views.ts";

/** What of the environment says whom we talk to. */
export type PartnerEnv = {
  SANDBOX_URL?: string | undefined;
  PARTNER_PRESCRIPTION_URL?: string | undefined;
  PARTNER_INVENTORY_URL?: string | undefined;
  PARTNER_CARRIER_URL?: string | undefined;
  SMTP_URL?: string | undefined;
};

/** Whether work is being done at all, with whom, and who is on hold. */
export async function systemStatus({
  db,
  env,
  version,
}: {
  db: DbOrTx;
  env: PartnerEnv;
  version: string;
}): Promise<SystemStatus> {
  const [workersAlive, { held, open }, drifts, now] = await Promise.all([
    countWorkersAlive(db),
    readPartnerStanding(db),
    countDrifts(db),
    readClock(db),
  ]);
  const sandboxed = sandboxedPartners(env);
  return {
    workersAlive,
    environment: environmentOf(env),
    sandboxPartners: sandboxed.map((partner) => PARTNER_NAME[partner]),
    heldPartners: earliestPerPartner(held).map(({ partner, since, by, isReopening }) => ({
      partner,
      name: PARTNER_NAME[partner],
      since: iso(since),
      by,
      isReopening,
    })),
    openCircuits: earliestPerPartner(open).map((circuit) => ({
      partner: circuit.partner,
      name: PARTNER_NAME[circuit.partner],
      cause: circuit.cause,
      why: `${sentenceCase(codeClause(circuit.code, PARTNER_NAME[circuit.partner]))}.`,
      since: iso(circuit.since),
      triedNextAt: iso(circuit.probeAt),
      isReopening: circuit.isReopening,
    })),
    drifts,
    version,
    asOf: iso(now),
  };
}

export function environmentOf(env: PartnerEnv): SystemStatus["environment"] {
  const { length } = sandboxedPartners(env);
  if (length === 0) return "live";
  return length === PARTNERS.length ? "sandbox" : "mixed";
}

const sandboxedPartners = (env: PartnerEnv) =>
  PARTNERS.filter((partner) => isSandboxed(partner, env));

/** A partner without an address of its own is the bundled one; so is one at the sandbox's address. */
export function isSandboxed(partner: PartnerName, env: PartnerEnv): boolean {
  const url = URL_OF[partner](env);
  if (url === undefined) return true;
  if (env.SANDBOX_URL === undefined) return false;
  if (partner !== "notifications") return url.startsWith(env.SANDBOX_URL);
  // The bundled mail sink has a port of its own on the sandbox's host.
  return new URL(url).hostname === new URL(env.SANDBOX_URL).hostname;
}

const URL_OF: Record<PartnerName, (env: PartnerEnv) => string | undefined> = {
  prescription: (env) => env.PARTNER_PRESCRIPTION_URL,
  inventory: (env) => env.PARTNER_INVENTORY_URL,
  carrier: (env) => env.PARTNER_CARRIER_URL,
  notifications: (env) => env.SMTP_URL,
};

/** Shut in both directions is one line on the screen, since the earlier of the two. */
function earliestPerPartner<T extends { partner: PartnerName; since: number }>(
  shut: readonly T[],
): T[] {
  const earliest = new Map<PartnerName, T>();
  for (const each of shut) {
    const known = earliest.get(each.partner);
    if (!known || each.since < known.since) earliest.set(each.partner, each);
  }
  return [...earliest.values()];
}

const iso = (instant: number) => new Date(instant).toISOString();
