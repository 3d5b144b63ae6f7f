import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

const LOOK_EVERY_MS = 100;
/** Near the end it is looked for often: what is measured ends with the last saga. */
const NEAR = 500;
const NEAR_END_EVERY_MS = 5;
const STUCK_AFTER_MS = 180_000;

/** Resolves when no more than `left` sagas have something to do. Throws when nothing has moved for a while. */
export async function awaitEnds(client: pg.Client, left = 0): Promise<void> {
  let lastOpen = Number.POSITIVE_INFINITY;
  let movedAtMs = performance.now();
  for (;;) {
    const open = await countOpen(client, left + NEAR + 1);
    if (open <= left) return;
    if (open !== lastOpen) movedAtMs = performance.now();
    else if (performance.now() - movedAtMs > STUCK_AFTER_MS) {
      throw new Error(`${open - left} sagas have not moved for ${STUCK_AFTER_MS / 1_000} s`);
    }
    lastOpen = open;
    await pause(open - left > NEAR ? LOOK_EVERY_MS : NEAR_END_EVERY_MS);
  }
}

/** Counts no further than it must: what is measured shall not pay for being watched. */
async function countOpen(client: pg.Client, most: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int n from
       (select from order_fulfillment_sagas where moving is not null
        order by moving, id limit $1) open`,
    [most],
  );
  return rows[0]?.n ?? 0;
}
