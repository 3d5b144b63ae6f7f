import type { PartnerView } from "../partners/views.ts";

/** What anybody may know before they have signed in. */
export type PublicStatus = {
  /** The database answers, and is migrated to this version. */
  isUp: boolean;
  environment: SystemStatus["environment"];
  version: string;
};

export type SystemStatus = {
  workersAlive: number;
  /** "sandbox" when any partner is the bundled one. */
  environment: "live" | "sandbox" | "mixed";
  sandboxPartners: string[];
  heldPartners: {
    partner: PartnerView["partner"];
    name: string;
    since: string;
    by: string;
    isReopening: boolean;
  }[];
  /** Partners that get no calls because they fail or do not take our key: one line each. */
  openCircuits: {
    partner: PartnerView["partner"];
    name: string;
    cause: "failing" | "misconfigured";
    /** A sentence. */
    why: string;
    since: string;
    triedNextAt: string;
    isReopening: boolean;
  }[];
  /** Orders for which a partner holds something else than we believe. */
  drifts: number;
  version: string;
  asOf: string;
};
