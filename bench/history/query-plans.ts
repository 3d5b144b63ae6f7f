import type pg from "pg";
import { z } from "zod";
import type { SentQuery } from "./console-door.ts";

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number | undefined;
  Plans?: PlanNode[] | undefined;
};
const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explained = z.array(z.object({ "QUERY PLAN": z.array(z.object({ Plan: planNode })) }));

/** Tables that grow with every order. */
const GROWING: readonly string[] = ["orders", "order_fulfillment_sagas", "event_store"];
const MOST_ROWS = 10_000;

/** What in the plans of these statements reads a growing table from end to end, in words. */
export async function findFullScans(
  client: pg.Client,
  queries: readonly SentQuery[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { text, params } of queries) {
    if (!/^\s*(select|with)\b/i.test(text)) continue;
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, params);
    const [first] = explained.parse(rows);
    for (const { Plan } of first?.["QUERY PLAN"] ?? []) found.push(...fullScansOf(Plan));
  }
  return found;
}

export function fullScansOf(node: PlanNode): string[] {
  const below = (node.Plans ?? []).flatMap(fullScansOf);
  const table = node["Relation Name"] ?? "";
  const rows = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
  const isFull = node["Node Type"].endsWith("Seq Scan") && GROWING.includes(table);
  return isFull && rows > MOST_ROWS ? [`reads all ${rows} rows of ${table}`, ...below] : below;
}
