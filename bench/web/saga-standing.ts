import type pg from "pg";

/** Where sagas stood at one moment, by their orders. */
export type Versions = { orderUuids: string[]; versions: number[] };

/** Of those sagas: how many have an event more than then, and how many have nothing left to do. */
export type Standing = { moved: number; ended: number };

export async function readVersions(client: pg.Client, orderUuids: string[]): Promise<Versions> {
  const { rows } = await client.query<{ orderUuid: string; version: number }>(
    `select order_uuid "orderUuid", version from order_fulfillment_sagas
     where order_uuid = any($1::uuid[])`,
    [orderUuids],
  );
  return {
    orderUuids: rows.map(({ orderUuid }) => orderUuid),
    versions: rows.map(({ version }) => version),
  };
}

export async function readStanding(client: pg.Client, before: Versions): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `select count(*) filter (where saga.version > before.version)::int moved,
            count(*) filter (where saga.step is null)::int ended
     from order_fulfillment_sagas saga
     join unnest($1::uuid[], $2::int[]) before (order_uuid, version) using (order_uuid)`,
    [before.orderUuids, before.versions],
  );
  return rows[0] ?? { moved: 0, ended: 0 };
}
