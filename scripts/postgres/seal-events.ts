import type pg from "pg";
import { APPEND_LOCK } from "#server/fulfillment/append-events";
import { appendLink } from "#server/fulfillment/append-link";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import type { LaneTx } from "#server/fulfillment/lane";
import { digestStored, readEvents } from "#server/projections/stored-events";

/** Held in memory at once, and the most that one link covers. */
const PAGE_SIZE = 1_000;

const IS_UNSEALED = `
  select exists (select from event_store) and not exists (select from event_chain) as unsealed`;

/**
 * Gives events that a version without a chain has written their links: from now
 * on they cannot be changed unnoticed. All in one transaction, so a chain is there
 * as a whole or not at all, and nothing is appended meanwhile. Does nothing where
 * a chain has begun: sealing again what has no link would hide what was put in.
 */
export async function sealEvents(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ unsealed: boolean }>(IS_UNSEALED);
  if (!rows[0]?.unsealed) return;
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [APPEND_LOCK]);
    await sealAll(client);
    await client.query("commit");
  } catch (error) {
    // The connection itself may be what failed; its error is the one to tell.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function sealAll(client: pg.Client): Promise<void> {
  const tx: LaneTx = { query: (_name, text, values) => client.query(text, values) };
  for (let cursor: number | undefined = 0; cursor !== undefined; ) {
    const page: StoredEvent[] = await readEvents(
      client,
      `event_store e where e.id > $1 order by e.id limit ${PAGE_SIZE}`,
      [cursor],
    );
    for (const run of cutAtGaps(page)) {
      const lastId = run.at(-1)?.id ?? 0;
      await appendLink(tx, { eventCount: run.length, digest: digestStored(run), lastId });
    }
    cursor = page.at(-1)?.id;
  }
}

/** The ids within a link follow one another; rolled back commits have left holes. */
function cutAtGaps(events: readonly StoredEvent[]): StoredEvent[][] {
  const runs: StoredEvent[][] = [];
  let expected = 0;
  for (const event of events) {
    if (event.id === expected) runs.at(-1)?.push(event);
    else runs.push([event]);
    expected = event.id + 1;
  }
  return runs;
}
