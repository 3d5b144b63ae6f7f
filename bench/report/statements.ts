import type pg from "pg";
import { inDigits } from "./in-digits.ts";

/** What the server must load before its statements can be counted. */
export const STATEMENT_SETTINGS = [
  "alter system set shared_preload_libraries = 'pg_stat_statements'",
  "alter system set pg_stat_statements.track_planning = on",
];

const MOST = 20;
const TEXT_LENGTH = 100;

/** Begins to count in this database, at nothing. */
export async function countStatements(client: pg.Client): Promise<void> {
  await client.query("create extension if not exists pg_stat_statements");
  await client.query("select pg_stat_statements_reset()");
}

type Row = {
  calls: string;
  rows: string;
  execMs: number;
  planMs: number;
  walKb: number;
  query: string;
};

/** The statements that cost the server most since then, one a line. */
export async function dearestStatements(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Row>(
    `select calls, rows, total_exec_time "execMs", total_plan_time "planMs",
       (wal_bytes / 1000)::float8 "walKb", regexp_replace(query, '\\s+', ' ', 'g') query
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_exec_time desc limit $1`,
    [MOST],
  );
  const lines = rows.map(({ calls, rows: count, execMs, planMs, walKb, query }) =>
    [calls, count, inDigits(execMs), inDigits(planMs), inDigits(walKb)]
      .map((cell) => cell.padStart(9))
      .join("")
      .concat("  ", query.trim().slice(0, TEXT_LENGTH)),
  );
  const head = ["calls", "rows", "run ms", "plan ms", "WAL kB"];
  return [head.map((cell) => cell.padStart(9)).join(""), ...lines].join("\n");
}
