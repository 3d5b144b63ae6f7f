import { isDeepStrictEqual } from "node:util";
import type { Client } from "pg";
import { decodeEvent, type StoredEvent, UnreadableEvent } from "#server/fulfillment/event-codec";
import type { Recorded } from "#server/saga/events";
import type { Position } from "#server/saga/types";
import { type Check, Tally } from "./check.ts";
import { readStreams } from "./read-streams.ts";
import { inBatches } from "./snapshot.ts";

type Row = { id: string; saga_uuid: string; order_uuid: string };

const READ = `
  select id, saga_uuid, order_uuid from order_fulfillment_sagas
  where id > $1 and id <= $3 order by id limit $2`;

/**
 * What one decision recorded was written by one transaction at one instant, so a
 * row that was written again later stands out by its transaction. Answers late
 * or sent twice share their job with an earlier decision and are left out.
 */
const READ_REWRITTEN_ALONE = `
  select (array_agg(id order by age(xmin), id))[1]::text as id
  from event_store
  where aggregate_uuid = any($1::uuid[])
    and event_type not in ('LateOutcomeObserved', 'CustomerNotified', 'CustomerNotificationFailed')
  group by metadata->>'correlationId', metadata->>'causationId'
  having count(distinct xmin::text) > 1 or count(distinct occurred_at) > 1
  order by 1`;

/**
 * A job is seen only after the decision that queued it was committed, so its
 * outcome is written by a younger transaction. What people, the clock or a late
 * answer bring may have begun to be written before, and is left out.
 */
const READ_REWRITTEN_WHOLE = `
  with decisions as (
    select aggregate_uuid, min(aggregate_version) as version, min(id) as id,
           min(age(xmin)) as written_ago,
           bool_or(event_type in ('LateOutcomeObserved', 'DeadlineExpired')
                   or metadata->'actor'->>'type' = 'person') as is_uncaused
    from event_store
    where aggregate_uuid = any($1::uuid[]) and aggregate_type = 'order_fulfillment_saga'
    group by aggregate_uuid, metadata->>'causationId'
    having count(distinct xmin::text) = 1
  ), followed as (
    select *, lead(written_ago) over stream as next_written_ago,
           lead(is_uncaused) over stream as next_is_uncaused
    from decisions
    window stream as (partition by aggregate_uuid order by version)
  )
  select id::text from followed
  where not is_uncaused and not next_is_uncaused and written_ago < next_written_ago
  order by id`;

/**
 * Finds changes of events that folding cannot see: data that no code of ours
 * writes, a position that does not follow from the one before, and rows that
 * were written again. Proof against an owner who covers his tracks takes a hash chain.
 */
export const eventsAreAsWritten: Check = {
  name: "events are as they were written",
  async run({ client }) {
    const tally = new Tally("events");
    await inBatches<Row>(client, "order_fulfillment_sagas", {
      read: async (...page) => (await client.query<Row>(READ, page)).rows,
      look: async (rows) => {
        const uuids = rows.flatMap((row) => [row.saga_uuid, row.order_uuid]);
        const streams = await readStreams(client, uuids);
        for (const row of rows) {
          for (const uuid of [row.order_uuid, row.saga_uuid]) {
            const stream = streams.get(uuid) ?? [];
            tally.looked(stream.length);
            for (const wrong of whatIsWrong(stream, row.order_uuid)) tally.accuse(wrong);
          }
        }
        const events = new Map([...streams.values()].flat().map((event) => [event.id, event]));
        for (const id of await findRewritten(client, uuids)) {
          const event = events.get(id);
          if (event) tally.accuse(`${nameOf(event)} was written again after its decision`);
        }
      },
    });
    return tally.finding();
  },
};

async function findRewritten(client: Client, uuids: readonly string[]): Promise<number[]> {
  const alone = await client.query<{ id: string }>(READ_REWRITTEN_ALONE, [uuids]);
  const whole = await client.query<{ id: string }>(READ_REWRITTEN_WHOLE, [uuids]);
  return [...alone.rows, ...whole.rows].map(({ id }) => Number(id));
}

const nameOf = (event: StoredEvent) =>
  `event ${event.id} (${event.eventType}, ${event.aggregateUuid} version ${event.aggregateVersion})`;

function* whatIsWrong(stream: readonly StoredEvent[], orderUuid: string): Generator<string> {
  let position: Position | null = "PENDING_PRESCRIPTION";
  for (const row of stream) {
    const event = tryDecode(row);
    if (typeof event === "string") {
      yield `${nameOf(row)}: ${event}`;
      // What follows cannot be judged without it.
      position = null;
      continue;
    }
    if (!isDeepStrictEqual(event.data, row.eventData)) {
      yield `${nameOf(row)} holds data that its type does not have`;
    }
    if (event.correlationId !== orderUuid) yield `${nameOf(row)} names another order`;
    if (event.type !== "OrderFulfillmentSagaStateChanged") continue;
    if (position !== null && event.data.from !== position) {
      yield `${nameOf(row)} leaves ${event.data.from}, the saga was at ${position}`;
    }
    position = event.data.to;
  }
}

function tryDecode(row: StoredEvent): (Recorded & { correlationId: string }) | string {
  try {
    const event = decodeEvent(row);
    return { ...event, correlationId: event.metadata.correlationId };
  } catch (error) {
    if (error instanceof UnreadableEvent) return error.message;
    throw error;
  }
}
