import type { ClientBase } from "pg";
import { countEvents } from "./count-events.ts";

const BATCH_SIZE = 20_000;

const FORGET = `
  with place as (
    update rollup_progress set cursor = 0, as_of = null where projector = 'overview'
  ), activity as (delete from activity_rollups)
  delete from duration_rollups`;

/** Counts everything anew from the first event, while the product is at work: a worker that counts as well only helps. */
export async function recountRollups(
  client: ClientBase,
  onProgress: (batches: number) => void = () => undefined,
): Promise<void> {
  await client.query(FORGET);
  let isBehind = true;
  for (let batches = 1; isBehind; batches += 1) {
    isBehind = await countEvents(client, BATCH_SIZE);
    onProgress(batches);
  }
}
