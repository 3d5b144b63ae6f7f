"use client";

import { useLive } from "./live-provider.tsx";

const ASK_EVERY_MS = 5_000;

/** How often to ask while the stream that would tell is broken; false while it runs, or somebody paused it. */
export function useFallbackPoll(): number | false {
  return useLive().state === "reconnecting" ? ASK_EVERY_MS : false;
}
