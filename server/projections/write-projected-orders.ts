import type { Client } from "pg";
import { PROJECTED_ORDER_COLUMNS } from "./project-order.ts";

const NAMES = ["order_uuid", ...PROJECTED_ORDER_COLUMNS].join(", ");

// By the table's own row type: one place fewer that could name a column's type wrongly.
const UPDATE = `
  update orders o
  set ${PROJECTED_ORDER_COLUMNS.map((name) => `${name} = i.${name}`).join(", ")}
  from (select ${NAMES} from jsonb_populate_recordset(null::orders, $1::jsonb)) i
  where o.order_uuid = i.order_uuid`;

/** Writes the folded columns of orders as they must be. */
export async function writeProjectedOrders(
  client: Client,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(UPDATE, [JSON.stringify(rows)]);
}
