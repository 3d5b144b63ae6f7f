import type pg from "pg";

type LifeEvent = {
  aggregate: "order" | "order_fulfillment_saga";
  type: string;
  version: number;
  data: object;
};

/** What one transaction of the engine wrote for one saga, after it was placed. */
export type Stage = { metadata: object; events: LifeEvent[] };

export type Life = {
  stages: Stage[];
  /** The saga's row at its end, by column: what of it changed is written at every stage. */
  row: Record<string, unknown>;
};

export type Lives = { completed: Life; cancelled: Life };

type EventRow = {
  aggregate_type: LifeEvent["aggregate"];
  event_type: string;
  event_version: number;
  event_data: object;
  metadata: { causationId: string };
};

/** The lives that the engine has just lived, as patterns: so the floor writes the same rows, whatever they come to be. */
export async function readLives(client: pg.Client): Promise<Lives> {
  return {
    completed: await readLife(client, "COMPLETED"),
    cancelled: await readLife(client, "CANCELLED"),
  };
}

async function readLife(client: pg.Client, state: string): Promise<Life> {
  const { rows } = await client.query<Record<string, unknown>>(
    "select * from order_fulfillment_sagas where state = $1 order by id limit 1",
    [state],
  );
  const row = rows[0];
  if (!row) throw new Error(`No saga is ${state}: there is no pattern for the floor.`);
  // What placing wrote is caused by the order itself, and what the customer is told by a notice's job.
  const { rows: events } = await client.query<EventRow>(
    `select aggregate_type, event_type, event_version, event_data, metadata from event_store
     where aggregate_uuid in ($1, $2) and metadata->>'causationId' <> $2::text
       and event_type not like 'CustomerNotif%'
     order by id`,
    [row.saga_uuid, row.order_uuid],
  );
  const stages = [...Map.groupBy(events, ({ metadata }) => metadata.causationId).values()];
  return { row, stages: stages.map(toStage) };
}

function toStage(rows: EventRow[]): Stage {
  return {
    metadata: rows[0]?.metadata ?? {},
    events: rows.map((row) => ({
      aggregate: row.aggregate_type,
      type: row.event_type,
      version: row.event_version,
      data: row.event_data,
    })),
  };
}
