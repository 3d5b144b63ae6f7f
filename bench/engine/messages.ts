import type { Ledger } from "./partners.ts";

/** What a measured process is asked, and what it answers; both ends are ours, so nothing is parsed. */
export type Question = "report" | "stop";

export type Report = {
  /** What was done since the last report. */
  ledger: Ledger;
  /** Transactions that the committer has committed since the start; 0 where there is none. */
  commits: number;
  /** Processor time used since the start. */
  cpuMs: number;
  rssBytes: number;
};

export type Answer = { type: "ready" } | { type: "report"; report: Report };
