import type pg from "pg";

/** Owners see the names of other roles' sessions, if not what they do. */
const COUNT_WRITERS = `
  select count(*)::int as count from pg_stat_activity
  where datname = current_database() and application_name ~ '^backstitch-(web|worker|committer|listen)'
    and to_regclass('public.event_store') is not null and to_regclass('public.event_chain') is null`;

/**
 * Throws while a version without a chain is at work on the database: an event
 * that it appends after the others were sealed would have no link for ever, and
 * look as if somebody had put it in.
 */
export async function refuseOldWriters(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(COUNT_WRITERS);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  throw new Error(
    `The version before this one is still at work on the database (connections: ${count}). ` +
      "Stop its web and worker processes first: what they append from now on would have no link.",
  );
}
