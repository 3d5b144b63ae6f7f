import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { STREAM_OF } from "#server/saga/events";
import { type Simulation, sagaOf } from "#server/saga/testing/simulation";
import type { Position } from "#server/saga/types";
import { evolveOrder } from "../apply-decision.ts";
import type { OrderHead } from "../batch.ts";
import type { StoredEvent } from "../event-codec.ts";
import { SAGA_COLUMNS, toColumns } from "../saga-row.ts";

/**
 * Streams as each version that was ever shipped recorded them, with the rows
 * they led to. A file is written once, at its version's release, and never
 * changed: what it holds is in somebody's database.
 */
export const CORPUS = join(import.meta.dirname, "..", "corpus");

const event = z.object({
  type: z.string(),
  version: z.number(),
  at: z.number(),
  data: z.record(z.string(), z.unknown()),
});
export type CorpusEvent = z.infer<typeof event>;

const life = z.object({
  saga: z.array(event),
  row: z.record(z.string(), z.unknown()),
  orderStream: z.array(event),
  order: z.record(z.string(), z.unknown()),
});
export type CorpusLife = z.infer<typeof life>;

export const corpusVersions = (): string[] =>
  readdirSync(CORPUS).map((file) => file.replace(/\.json$/, ""));

export function readCorpus(version: string): CorpusLife[] {
  return z.array(life).parse(JSON.parse(readFileSync(join(CORPUS, `${version}.json`), "utf8")));
}

/** An event of the corpus as the driver would return it. */
export function storedEvent(
  { type, version, at, data }: CorpusEvent,
  index: number,
  aggregateType: StoredEvent["aggregateType"],
): StoredEvent {
  return {
    id: index + 1,
    aggregateUuid: "aggregate",
    aggregateType,
    aggregateVersion: index + 1,
    eventType: type,
    eventVersion: version,
    eventData: data,
    metadata: { correlationId: "c", causationId: "c", actor: { type: "system" } },
    occurredAt: new Date(at),
  };
}

/** A simulated life as this build would have stored it. */
export function toCorpusLife(sim: Simulation): CorpusLife {
  const saga = sagaOf(sim);
  const told = toldAt(saga.position, saga.updatedAt + 1_000);
  const orderEvents = [
    ...sim.story.events.filter(({ type }) => STREAM_OF[type] === "order"),
    ...told,
  ];
  const names = Object.keys(SAGA_COLUMNS);
  const columns = toColumns(saga);
  const row = Object.fromEntries(names.map((name, index) => [name, columns[index]]));
  return life.parse(
    JSON.parse(
      JSON.stringify({
        saga: sim.story.events
          .filter(({ type }) => STREAM_OF[type] === "order_fulfillment_saga")
          .map(toCorpusEvent),
        row: { ...row, compensation_stack: saga.stack },
        orderStream: orderEvents.map(toCorpusEvent),
        order: orderEvents.reduce(evolveOrder, UNTOLD),
      }),
    ),
  );
}

type Lived = Simulation["story"]["events"][number];

const toCorpusEvent = ({ type, eventVersion, at, data }: Lived) => ({
  type,
  version: eventVersion,
  at,
  data,
});

function toldAt(position: Position, at: number): Lived[] {
  const kind = { COMPLETED: "shipped", CANCELLED: "cancelled" } as const;
  if (position !== "COMPLETED" && position !== "CANCELLED") return [];
  const told = { kind: kind[position], channel: at % 2 === 0 ? "email" : "phone" } as const;
  return [{ type: "CustomerNotified", data: told, at, eventVersion: 2 }];
}

export const UNTOLD: OrderHead = {
  orderUuid: "order-1",
  version: 0,
  cancelledAt: null,
  noticeKind: null,
  noticeState: "none",
  noticeCode: null,
  noticeAt: null,
};
