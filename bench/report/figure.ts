import type { Shutdown } from "#scripts/instance/shutdown";
import type { Cluster } from "../cluster.ts";
import type { BenchSettings } from "../settings.ts";
import type { BarName } from "./bars.ts";

/** One measured figure: a value a round; what counts is their median. */
export type Figure = {
  name: BarName | (string & {});
  unit: string;
  rounds: number[];
  /** What a reader needs to know beside it. */
  note?: string;
};

export type Bench = {
  settings: BenchSettings;
  cluster: Cluster;
  shutdown: Shutdown;
  /** One line to whoever waits. */
  tell(progress: string): void;
};

/** A group of figures that are measured together, in interleaved rounds. */
export type FigureGroup = {
  name: string;
  measure(bench: Bench): Promise<Figure[]>;
};
