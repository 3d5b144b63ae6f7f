import { sql } from "drizzle-orm";

/** As many as are looked at anywhere; an order beyond is looked up by itself. */
const MOST = 10_000;

/**
 * Of order `o`: its saga has not stopped. Those that have may be thousands, and have no message
 * yet; an index of their own tells them, so that none of their sagas is looked up. `not in`,
 * because Postgres hashes that whatever it thinks of the length.
 */
export const NOT_PARKED = sql`o.order_uuid not in (
  select p.order_uuid from order_fulfillment_sagas p where p.parked_reason is not null
  order by p.id desc limit ${sql.raw(String(MOST))})`;
