import { readdirSync, readFileSync } from "node:fs";
import type pg from "pg";

/** Of one second, as Linux counts processor time for everybody, whatever its own clock is. */
const TICKS = 100;

/**
 * Processor time that the server has used since its start, in seconds, by all its
 * processes, the ended ones included; null where there is no /proc to read.
 */
export async function readPostgresCpu(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() pid");
  const backend = readStat(rows[0]?.pid ?? 0);
  if (!backend) return null;
  const postmaster = readStat(backend.parent);
  if (!postmaster) return null;
  const ticks = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === backend.parent)
    .reduce((sum, stat) => sum + (stat?.own ?? 0), postmaster.own + postmaster.ofEndedChildren);
  return ticks / TICKS;
}

type Stat = { parent: number; own: number; ofEndedChildren: number };

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it may hold blanks and brackets.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), own: at(11) + at(12), ofEndedChildren: at(13) + at(14) };
  } catch {
    // Ended meanwhile, or no Linux.
    return null;
  }
}
