import { withClient } from "#scripts/postgres/prepare-database";
import type { BenchDatabase } from "../cluster.ts";
import { placeBacklog } from "../engine/backlog.ts";
import { REFUSED_SERVICE } from "../engine/partners.ts";
import { runFloor } from "./floor.ts";
import type { Lives } from "./lives.ts";

/** The floor over a backlog like the engine's own; answers sagas a second. */
export async function drainFloor(
  database: BenchDatabase,
  { sagas, lives, clients }: { sagas: number; lives: Lives; clients: number },
): Promise<number> {
  const backlog = await placeBacklog(database, sagas);
  await backlog.close();
  await database.settle();
  const placed = await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ sagaUuid: string; isRefused: boolean }>(
      `select saga_uuid "sagaUuid", shipping_service = $1 "isRefused"
       from order_fulfillment_sagas join orders using (order_uuid)`,
      [REFUSED_SERVICE],
    );
    const of = (wanted: boolean) =>
      rows.filter(({ isRefused }) => isRefused === wanted).map(({ sagaUuid }) => sagaUuid);
    return { completed: of(false), cancelled: of(true) };
  });
  const tookMs = await runFloor(database, { placed, lives, clients });
  return (sagas / tookMs) * 1_000;
}
