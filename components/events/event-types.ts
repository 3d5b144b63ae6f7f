import { STREAM_OF } from "#server/saga/events";

/** Every type that this version writes, for the list to choose from. */
export const EVENT_TYPES: readonly string[] = Object.keys(STREAM_OF).toSorted();
