import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { expect } from "vitest";
import type { Db } from "#db/client";
import * as schema from "#db/schema/index";
import { copyTemplate } from "./database.ts";
import { type PlanNode, readPlanNodes, rowsRead } from "./explain-plan.ts";

export type WatchedDatabase = {
  db: Db;
  pool: pg.Pool;
  /** Every question that `work` asks, with what each node of its plan really read. */
  plansOf(work: () => Promise<unknown>): Promise<{ query: string; nodes: PlanNode[] }[]>;
  /**
   * Fails when a table that grows is read from end to end, or more of it than
   * `mostRows` by one node, or when one of the indexes `through` was not gone along.
   */
  expectIndexed(
    work: () => Promise<unknown>,
    mostRows: number,
    ...through: readonly string[]
  ): Promise<void>;
  close(): Promise<void>;
};

/** A database that was filled by these statements, and whose questions can be looked at with their plans. */
export async function givenWatchedDatabase(
  fill: readonly string[],
  growing: readonly string[],
): Promise<WatchedDatabase> {
  const copy = await copyTemplate();
  const owner = new pg.Client({ connectionString: copy.adminUrl });
  await owner.connect();
  for (const statement of fill) await owner.query(statement);
  await owner.query("vacuum analyze");
  await owner.end();
  const pool = new pg.Pool({ connectionString: copy.url });
  pool.on("error", () => undefined);
  const asked: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => asked.push({ query, params }) };

  const plansOf: WatchedDatabase["plansOf"] = async (work) => {
    asked.length = 0;
    await work();
    const questions = asked.filter(({ query }) => /^\s*(select|with)/.test(query));
    expect(questions.length).toBeGreaterThan(0);
    const plans: { query: string; nodes: PlanNode[] }[] = [];
    for (const { query, params } of questions) {
      const { rows } = await pool.query(`explain (analyze, format json) ${query}`, params);
      plans.push({ query, nodes: readPlanNodes(rows) });
    }
    return plans;
  };
  return {
    db: drizzle(pool, { schema, logger }),
    pool,
    plansOf,
    async expectIndexed(work, mostRows, ...through) {
      const plans = await plansOf(work);
      const used = plans.flatMap(({ nodes }) => nodes.map((node) => node["Index Name"]));
      expect(used).toEqual(expect.arrayContaining([...through]));
      for (const { query, nodes } of plans) {
        const slow = nodes
          .filter((node) => growing.includes(node["Relation Name"] ?? ""))
          .filter((node) => node["Node Type"] === "Seq Scan" || rowsRead(node) > mostRows);
        expect(slow, query).toEqual([]);
      }
    },
    async close() {
      await pool.end();
      await copy.drop();
    },
  };
}
