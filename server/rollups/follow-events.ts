import type { Rule } from "#server/upkeep/upkeep-context";
import { countEvents } from "./count-events.ts";

export const ROLLUPS_DUTY = "rollups";

/** Some tens of milliseconds of one connection; the events of a few hundred orders. */
const BATCH_SIZE = 5_000;
/** A first run over a long history leaves the other half of the time to the orders' own work. */
const AT_A_TIME_MS = 5_000;

const DROP_OLD = `
  with activity as (
    delete from activity_rollups where (width_seconds = 300 and bucket_at < now() - interval '3 days')
      or (width_seconds = 3600 and bucket_at < now() - interval '36 days')),
  incidents as (delete from partner_incidents where started_at < now() - interval '36 days')
  delete from duration_rollups where (width_seconds = 300 and bucket_at < now() - interval '3 days')
    or (width_seconds = 3600 and bucket_at < now() - interval '36 days')`;

/** Counts what the events say since the last time, for the charts and percentiles of the console. Mends nothing. */
export function createFollowEvents({
  batchSize = BATCH_SIZE,
  atATimeMs = AT_A_TIME_MS,
} = {}): Rule {
  return async ({ pool }) => {
    const until = performance.now() + atATimeMs;
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      let isBehind = true;
      while (isBehind && performance.now() < until) isBehind = await countEvents(client, batchSize);
      if (!isBehind) await client.query(DROP_OLD);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // Whatever state a failure left it in, nobody else gets it.
      client.release(failure);
    }
    return 0;
  };
}
