import type { Client } from "pg";
import { type Check, Tally } from "./check.ts";
import { type Checkpoint, readCheckpoints } from "./checkpoint-file.ts";

const BATCH_SIZE = 1_000;

const READ_HASHES = `
  select last_id::text, encode(hash, 'hex') as hash
  from event_chain where last_id = any($1::bigint[])`;

/**
 * Holds every checkpoint against the chain, the old ones too: whoever wrote the
 * chain anew is contradicted by those from before, and confirmed by those since.
 */
export const checkpointsAgree: Check = {
  name: "the chain is the one that checkpoints have noted",
  async run({ client, checkpointsFile }) {
    const tally = new Tally("checkpoints");
    let unreadable = 0;
    let batch: Checkpoint[] = [];
    const lines = checkpointsFile === undefined ? [] : readCheckpoints(checkpointsFile);
    for await (const line of lines) {
      if (line === null) unreadable += 1;
      else batch.push(line);
      if (batch.length < BATCH_SIZE) continue;
      await compare(client, tally, batch);
      batch = [];
    }
    await compare(client, tally, batch);
    if (unreadable > 0) tally.remark(`lines that cannot be read: ${unreadable}`);
    if (tally.count === 0) tally.remark("no checkpoints to compare with");
    return tally.finding();
  },
};

async function compare(
  client: Client,
  tally: Tally,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  const ids = checkpoints.map(({ lastId }) => lastId);
  const { rows } = await client.query<{ last_id: string; hash: string }>(READ_HASHES, [ids]);
  const hashes = new Map(rows.map(({ last_id, hash }) => [Number(last_id), hash]));
  tally.looked(checkpoints.length);
  for (const { at, lastId, hash } of checkpoints) {
    const found = hashes.get(lastId);
    if (found === hash) continue;
    const what = found === undefined ? "is gone" : "is another one now";
    tally.accuse(`link ${lastId}, noted at ${at}, ${what}: cut off or written anew`);
  }
}
