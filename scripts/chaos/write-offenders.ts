import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import type { Section } from "./report-table.ts";
import { failedOf } from "./report-table.ts";

/** Enough to see the pattern of each failure. */
const STREAMS_EACH = 10;

const READ_STREAM = `
  select e.id, e.occurred_at as at, e.event_type as type, e.event_data as data,
         e.metadata->>'causationId' as cause
  from order_fulfillment_sagas g
  join orders o on o.order_uuid = g.order_uuid
  join event_store e on e.aggregate_uuid in (g.saga_uuid, o.order_uuid)
  where o.order_number = $1 or g.saga_uuid::text = $1
  order by e.id`;

type Row = { id: string; at: Date; type: string; data: unknown; cause: string };

/** All offenders with the events of the first ones: ids, codes and instants, as events are. */
export async function writeOffenders(
  admin: pg.Pool,
  dataDir: string,
  sections: readonly Section[],
): Promise<string> {
  const path = join(dataDir, "offenders.txt");
  const parts: string[] = [];
  for (const { label, offenders } of failedOf(sections)) {
    parts.push(`== ${label.trim()}`, ...offenders, "");
    for (const offender of offenders.slice(0, STREAMS_EACH)) {
      const name = /RX-\w{4}-\w{4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(offender)?.[0];
      if (name !== undefined) parts.push(`-- ${name}`, ...(await readStream(admin, name)), "");
    }
  }
  writeFileSync(path, parts.join("\n"), { mode: 0o600 });
  return path;
}

async function readStream(admin: pg.Pool, name: string): Promise<string[]> {
  const { rows } = await admin.query<Row>(READ_STREAM, [name]);
  return rows.map(({ id, at, type, data, cause }) =>
    [at.toISOString(), id, type, JSON.stringify(data), `by ${cause}`].join(" "),
  );
}
