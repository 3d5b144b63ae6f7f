import { isDeepStrictEqual } from "node:util";
import { decodeEvent, type StoredEvent, UnreadableEvent } from "#server/fulfillment/event-codec";
import { readStreams } from "#server/projections/read-streams";
import { nameOf } from "#server/projections/stored-events";
import type { Recorded } from "#server/saga/events";
import type { Position } from "#server/saga/types";
import { type Check, Tally } from "./check.ts";
import { inBatches } from "./snapshot.ts";

type Row = { id: string; saga_uuid: string; order_uuid: string };

const READ = `
  select id, saga_uuid, order_uuid from order_fulfillment_sagas
  where id > $1 and id <= $3 order by id limit $2`;

/**
 * Finds in events what neither folding nor their chain can see, because the
 * writer itself would have had to write it: data that no code of ours knows, an
 * order that is not theirs, a position that does not follow from the one before.
 */
export const eventsAreReadable: Check = {
  name: "each event can be read, and follows from the one before",
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
      },
    });
    return tally.finding();
  },
};

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
