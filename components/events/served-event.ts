import type { EventView } from "#server/operations/events/views";

// JSON has no `undefined`, so what is `unknown` on the server may be absent here.
export type ServedEventView = Omit<EventView, "data" | "metadata"> & {
  data?: unknown;
  metadata?: unknown;
};
