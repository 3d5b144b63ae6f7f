import type { DbOrTx } from "#db/client";
import { readPartnerStatus } from "#db/queries/partners";
import type { HeldPartner, OpenCircuit, PartnerWait } from "../situation/situation.ts";

export type PartnerStanding = {
  held: readonly HeldPartner[];
  open: readonly OpenCircuit[];
  waits: readonly PartnerWait[];
};

/** Which partners get no calls now: put on hold by a person, or behind an open circuit. */
export async function readPartnerStanding(db: DbOrTx): Promise<PartnerStanding> {
  const rows = await readPartnerStatus(db);
  return {
    held: rows.flatMap(({ status, heldByName }) =>
      status.heldSince === null
        ? []
        : [
            {
              partner: status.partner,
              direction: status.direction,
              since: status.heldSince.getTime(),
              by: heldByName ?? "The system",
              isReopening: status.reopeningSince !== null,
            },
          ],
    ),
    open: rows.flatMap(({ status: { partner, direction, ...circuit } }) => {
      const { circuitCause: cause, circuitCode: code, openedAt, probeAt } = circuit;
      if (cause === null || code === null || openedAt === null || probeAt === null) return [];
      // What a partner asked us to wait for is over in seconds, and no trouble of the partner's.
      if (cause === "asked_to_wait") return [];
      return [
        {
          partner,
          direction,
          cause,
          code,
          since: openedAt.getTime(),
          probeAt: probeAt.getTime(),
          isReopening: circuit.reopeningSince !== null,
        },
      ];
    }),
    waits: rows.flatMap(({ status: { partner, direction, circuitCause, probeAt } }) =>
      circuitCause === "asked_to_wait" && probeAt !== null
        ? [{ partner, direction, until: probeAt.getTime() }]
        : [],
    ),
  };
}
