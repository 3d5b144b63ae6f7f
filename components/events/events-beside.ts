import type { ServedEventView } from "./served-event.ts";

type Beside = { older: number | null | undefined; newer: number | null | undefined };

/**
 * The events beside the one that was chosen. While its own answer is on the way the one before it is
 * still shown, of which only this much is known: that it stands beside. Undefined is not known yet.
 */
export function eventsBeside(
  chosen: number | null,
  shown: Pick<ServedEventView, "id" | "older" | "newer"> | undefined,
): Beside {
  if (shown === undefined || chosen === shown.id) {
    return { older: shown?.older, newer: shown?.newer };
  }
  return {
    older: chosen === shown.newer ? shown.id : undefined,
    newer: chosen === shown.older ? shown.id : undefined,
  };
}
