import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type pg from "pg";
import { projectRoot } from "#scripts/instance/data-directory";

const LAST_BEFORE_THE_CHAIN = "0001_append_only";

type Journal = { entries: { tag: string }[] };

/**
 * Leaves the events of a database and nothing else, in the tables of version
 * 0.1.0: that of before the chain, which the next install brings to this version.
 */
export async function asBeforeTheChain(owner: pg.Client): Promise<void> {
  await owner.query("create schema kept");
  await owner.query("create table kept.event_store as table public.event_store");
  await owner.query("drop schema public, drizzle cascade");
  await owner.query("create schema public");
  const folder = migrationsUpTo(LAST_BEFORE_THE_CHAIN);
  try {
    await migrate(drizzle(owner), { migrationsFolder: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
  await owner.query(
    "insert into event_store overriding system value select * from kept.event_store order by id",
  );
  await owner.query("select setval('event_store_id_seq', (select max(id) from event_store))");
  await owner.query("drop schema kept cascade");
}

function migrationsUpTo(tag: string): string {
  const folder = mkdtempSync(join(tmpdir(), "backstitch-migrations-"));
  cpSync(join(projectRoot, "db", "migrations"), folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal: Journal = JSON.parse(readFileSync(file, "utf8"));
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  const entries = journal.entries.slice(0, last + 1);
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}
