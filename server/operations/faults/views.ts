/** What may be made to go wrong at a bundled partner, and what goes wrong now. */

export const FAULT_KINDS = ["outage", "slow", "cut", "refuse", "lost_answer", "wrong_key"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export type FaultPartner = "prescription" | "inventory" | "carrier" | "notifications";

export type FaultChoice = {
  kind: FaultKind;
  title: string;
  /** What happens at the partner, and what will be seen here. */
  does: string;
  seen: string;
  /** It ends after so many seconds, or after so many requests. */
  endsBy: "seconds" | "requests";
  usual: number;
  most: number;
};

export type ActiveFault = {
  faultId: string;
  partner: FaultPartner;
  title: string;
  since: string;
  /** Null when it ends by requests. */
  endsAt: string | null;
  requestsLeft: number | null;
};

export type FaultsView = {
  partners: { partner: FaultPartner; name: string; choices: FaultChoice[] }[];
  active: ActiveFault[];
  asOf: string;
};
