import type { EventType } from "./events.ts";

/** An event's data as it was stored: a JSON object of some earlier version. */
export type StoredData = Readonly<Record<string, unknown>>;

type Lift = (data: StoredData) => StoredData;

/** By event, the steps from each version to the next, oldest first. Pure, and never changed once shipped. */
const LIFTS: Partial<Record<EventType, readonly Lift[]>> = {
  // The first version knew one reader and did not say so.
  OrderFulfillmentSagaStarted: [(data) => ({ ...data, readerVersion: 1 })],
  // Nobody but the mail server told a customer anything then.
  CustomerNotified: [(data) => ({ ...data, channel: "email" })],
};

/**
 * Lifts an event's data from the version it was stored with to the one this
 * build works with. What is stored never changes.
 */
export function upcast(type: EventType, eventVersion: number, data: StoredData): StoredData {
  const lifts = LIFTS[type]?.slice(eventVersion - 1) ?? [];
  return lifts.reduce((lifted, lift) => lift(lifted), data);
}
