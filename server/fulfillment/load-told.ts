import type { Pool } from "pg";
import type { NoticeKind } from "#server/partners/types";

/** What the customers of these orders were told last; an order whose customer heard nothing is absent. */
export async function loadTold(
  pool: Pool,
  orderUuids: readonly string[],
): Promise<Map<string, NoticeKind>> {
  if (orderUuids.length === 0) return new Map();
  const { rows } = await pool.query<{ order_uuid: string; notice_kind: NoticeKind }>({
    name: "load-told",
    text: `select order_uuid, notice_kind from orders
           where order_uuid = any($1::uuid[]) and notice_state = 'told'`,
    values: [orderUuids],
  });
  return new Map(rows.map((row) => [row.order_uuid, row.notice_kind]));
}
