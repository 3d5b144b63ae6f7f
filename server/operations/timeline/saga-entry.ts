import type { OrderEvent, Recorded, SagaEvent } from "#server/saga/events";
import type { Actor } from "#server/saga/types";

/** An event as stored: its place in the whole store and in its own stream, and who caused it. */
export type SagaEntry = {
  id: number;
  version: number;
  event: Recorded<SagaEvent | OrderEvent>;
  actor: Actor;
};
