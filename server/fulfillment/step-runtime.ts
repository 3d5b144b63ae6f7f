import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import type { Build } from "#server/saga/definition";
import type { Committer } from "./committer.ts";
import type { HandedOver } from "./submissions.ts";

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
  /** What this process is calling for now, by `workKey`, with the job it does it for. */
  inFlight: Map<string, string>;
  /** Gives work that was not begun back to whoever is alive, without waiting for its lease. */
  release: (
    work: Pick<HandedOver, "ticket">,
    state: { fetched: boolean; redelivered: boolean },
  ) => Promise<void>;
  log: Log;
};

/** One dispatch of one saga: what may be called for once at a time. */
export const workKey = (sagaUuid: string, dispatch: number): string => `${sagaUuid}:${dispatch}`;
