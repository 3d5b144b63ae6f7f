import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const healed = z.object({ msg: z.literal("sweep.healed"), jobs: z.int().nonnegative() });

/** Jobs that the sweeper had to queue again, as the workers' logs tell. */
export function countHeals(dataDir: string, logNames: readonly string[]): number {
  return logNames
    .flatMap((name) => [`${name}.log`, `${name}.log.old`])
    .map((file) => join(dataDir, "logs", file))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").split("\n"))
    .reduce((sum, line) => sum + healsIn(line), 0);
}

export function healsIn(line: string): number {
  // Most lines are something else, and a killed worker's last one may be cut.
  if (!line.includes("sweep.healed")) return 0;
  try {
    return healed.safeParse(JSON.parse(line)).data?.jobs ?? 0;
  } catch {
    return 0;
  }
}
