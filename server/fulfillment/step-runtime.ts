import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import type { ReleasedAs } from "#server/queue/release-job";
import type { Build } from "#server/saga/definition";
import type { Committer } from "./committer.ts";
import type { InHand } from "./in-hand.ts";
import type { Ticket } from "./submissions.ts";

/** What a worker has in order to run steps and to send messages. */
export type StepRuntime = {
  build: Build;
  committer: Committer;
  partners: Partners;
  circuits: PartnerCircuits;
  /** Aborted when the process must end at once; a call cut by it counts as unknown. */
  signal: AbortSignal;
  /** No new call is begun once this is true. */
  isStopping: () => boolean;
  inHand: InHand;
  /** Gives work that was not begun back to whoever is alive, without waiting until its time is over. */
  release: (ticket: Ticket, state: ReleasedAs) => Promise<void>;
  log: Log;
};
