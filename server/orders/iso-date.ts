import { z } from "zod";

/** A day that exists, as YYYY-MM-DD; such texts sort as their days do. */
export const isoDate = z.iso.date();

/** "Today" for someone: the first place to see a new day is 14 hours ahead of UTC. */
export function latestDateOnEarth(now: number = Date.now()): string {
  return new Date(now + 14 * 3_600_000).toISOString().slice(0, 10);
}
