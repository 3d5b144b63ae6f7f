import type { z } from "zod";
import type { scenarioRequest } from "#sandbox/scenarios";

/** How a bundled partner is told to misbehave. */
export type Scenario = z.input<typeof scenarioRequest>;
export type Behaviour = Scenario["behaviour"];
export type FaultPartner = Scenario["partner"];

/** Workers are counted from 0; the first is the supervisor's own. */
export type ProcessFault =
  | { type: "kill_worker"; worker: number }
  | { type: "stop_worker"; worker: number }
  | { type: "kill_web" }
  | { type: "kill_sandbox" }
  /** A crash is what a power cut leaves; a shutdown ends every session and writes the data out. */
  | { type: "stop_postgres"; how: "crash" | "shutdown" }
  | { type: "cut_connections" };

export type Fault = ProcessFault | { type: "misbehave"; scenario: Scenario };
export type ProcessFaultType = ProcessFault["type"];
export type FaultOf<T extends Fault["type"]> = Extract<Fault, { type: T }>;

/** Both counted from the first order. */
export type PlannedFault = { atMs: number; forMs: number; fault: Fault };

/** What a worker held when it was killed; see held-jobs. */
export type HeldJob = {
  sagaUuid: string;
  kind: "handed_over" | "cold";
  /** What its call has to pass; see samples. */
  circuit: string | null;
};
export type Held = { jobs: HeldJob[]; lastEventId: string };

/** What the injection of one fault made known. */
type Seen =
  | { type: "nothing" }
  /** Null when the database could not be asked at that moment. */
  | { type: "worker_killed"; held: Held | null }
  | { type: "postgres_back"; backAtMs: number }
  /** Whether a call met the scenario before it was taken away. */
  | { type: "misbehaved"; met: boolean };

/** What became of the attempt to inject a fault, by the wall clock. */
export type Attempt =
  | { status: "injected"; fromMs: number; toMs: number; seen: Seen }
  | { status: "not_injected"; why: string };
export type Injection = Attempt & { fault: Fault };

export const PROCESS_FAULT_WORDS: Record<ProcessFaultType, string> = {
  kill_worker: "worker killed",
  stop_worker: "worker stopped and continued",
  kill_web: "web killed",
  kill_sandbox: "partners killed",
  stop_postgres: "Postgres crashed or shut down",
  cut_connections: "every connection cut",
};

export function describeFault({ fault, forMs }: Pick<PlannedFault, "fault" | "forMs">): string {
  switch (fault.type) {
    case "kill_worker":
      return `kill worker ${fault.worker + 1}`;
    case "stop_worker":
      return `stop worker ${fault.worker + 1} for ${seconds(forMs)}`;
    case "kill_web":
      return "kill web";
    case "kill_sandbox":
      return "kill the partners";
    case "stop_postgres":
      return fault.how === "crash" ? "crash Postgres" : "shut Postgres down";
    case "cut_connections":
      return "cut every connection";
    case "misbehave": {
      const { partner, operation, behaviour, times, match } = fault.scenario;
      const where = operation === undefined ? partner : `${partner} ${operation}`;
      const calls = times === undefined || times === ENDLESS ? "" : `, ${times} calls`;
      const whom = match === undefined ? "" : ` of orders that end in ${match.split(":")[0]}`;
      return `${where}${whom}: ${behaviour}${calls}, ${seconds(forMs)}`;
    }
  }
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** For scenarios that a time ends, not a number of calls. */
export const ENDLESS = 1_000_000;
