import type { OrderView as ComposedView } from "#server/operations/order-view/views";
import type { RawEvent } from "#server/operations/timeline/views";

// JSON has no `undefined`, so what is `unknown` on the server may be absent here.
export type ServedEvent = Omit<RawEvent, "data" | "metadata"> & {
  data?: unknown;
  metadata?: unknown;
};

/** The order as it arrives in the browser. */
export type OrderView = Omit<ComposedView, "events"> & { events: ServedEvent[] };
