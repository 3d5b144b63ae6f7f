import type pg from "pg";
import { type PlanNode, readPlanNodes, rowsRead } from "#testing/explain-plan";
import type { SentQuery } from "./console-door.ts";

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
    found.push(...readPlanNodes(rows).flatMap(fullScanOf));
  }
  return found;
}

/** What one node reads of a growing table without an index, as a list of one or none. */
export function fullScanOf(node: PlanNode): string[] {
  const table = node["Relation Name"] ?? "";
  const isFull = node["Node Type"].endsWith("Seq Scan") && GROWING.includes(table);
  const rows = rowsRead(node);
  return isFull && rows > MOST_ROWS ? [`reads all ${rows} rows of ${table}`] : [];
}
