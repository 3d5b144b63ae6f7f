import type pg from "pg";
import { withClient } from "#scripts/postgres/prepare-database";
import { Chance } from "./chance.ts";
import { openCopyIn } from "./copy-in.ts";
import { makeDeck } from "./deck.ts";
import { FailureLedger } from "./failure-ledger.ts";
import { STAFF } from "./life.ts";
import { HISTORY_TABLES, ORDERS_A_PAGE, type Page, pagesOfHistory, TABLE_NAMES } from "./pages.ts";
import { withoutIndexes } from "./without-indexes.ts";
import { writeCounts } from "./write-counts.ts";
import { writeDesk } from "./write-desk.ts";

const SEED = 20_261_126;
const DAY_MS = 86_400_000;
const DAYS = 400;
/**
 * No order is younger: the reconciler asks the partners about those of the last
 * day, and these partners never heard of them.
 */
const ENDED_DAYS_AGO = 3;
const TOLD_EVERY = 100_000;

/**
 * Fills an empty database with `sagas` orders that ended or wait for a person, as
 * the engine would have written them over the last 400 days: every row and every
 * link holds before the audit, and what its duties and its staff would have left
 * beside them. Leaves statistics and visibility as vacuums would.
 */
export async function writeHistory(
  database: { adminDatabaseUrl: string },
  { sagas, tell }: { sagas: number; tell(progress: string): void },
): Promise<void> {
  const { adminDatabaseUrl: url } = database;
  await withClient(url, refuseFilled);
  const chance = new Chance(SEED);
  const failures = new FailureLedger();
  const sources = { deck: await makeDeck(chance), chance, failures };
  const span = { sagas, days: DAYS, endsAt: Date.now() - ENDED_DAYS_AGO * DAY_MS };
  await withoutIndexes(url, TABLE_NAMES, () =>
    copyPages(url, pagesOfHistory(span, sources), (page) => {
      const written = page * ORDERS_A_PAGE;
      if (written % TOLD_EVERY === 0) tell(`history: ${written} of ${sagas} sagas`);
    }),
  );
  tell("history: rows and indexes are there");
  await withClient(url, async (client) => {
    await client.query(RESTART_IDS);
    await client.query(INSERT_STAFF, [STAFF]);
    // The counts look up what came before: with the plans of a store that is known.
    await client.query(`vacuum analyze ${TABLE_NAMES.join(", ")}, users`);
    await writeCounts(client, failures);
    await writeDesk(client);
    await client.query("vacuum analyze");
  });
}

async function refuseFilled(client: pg.Client): Promise<void> {
  for (const table of TABLE_NAMES) {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount !== 0) throw new Error(`A history needs an empty database: ${table} holds rows.`);
  }
}

async function copyPages(
  url: string,
  pages: Iterable<Page>,
  onPage: (count: number) => void,
): Promise<void> {
  const copies = await Promise.all(
    TABLE_NAMES.map(async (table) => ({
      table,
      copy: await openCopyIn(url, { table, columns: HISTORY_TABLES[table] }),
    })),
  );
  let count = 0;
  for (const page of pages) {
    await Promise.all(copies.map(({ table, copy }) => copy.write(page[table])));
    count += 1;
    onPage(count);
  }
  await Promise.all(copies.map(({ copy }) => copy.end()));
}

const RESTART_IDS = ["event_store", "orders", "order_fulfillment_sagas"]
  .map(
    (table) =>
      `select setval(pg_get_serial_sequence('${table}', 'id'), greatest(max(id), 1)) from ${table}`,
  )
  .join("; ");

const INSERT_STAFF = `
  insert into users (id, name, email, email_verified, role)
  select id, initcap(split_part(id, '-', 2)) || ' Example', split_part(id, '-', 2) || '@example.test',
    true, 'support'
  from unnest($1::text[]) id
  on conflict do nothing`;
