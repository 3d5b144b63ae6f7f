"use client";

import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { ZONE_COOKIE } from "./zones.ts";

type Choice = {
  /** Null: the zone of the browser. */
  zone: string | null;
  choose: (zone: string | null) => void;
};

const ZoneContext = createContext<Choice>({ zone: null, choose: () => undefined });

// A year: nobody wants to choose each day anew.
const KEPT_SECONDS = 31_536_000;

/** Gives every time below it the zone that somebody has chosen. */
export function TimeZoneProvider(props: { zone: string | null; children: ReactNode }) {
  const [zone, setZone] = useState(props.zone);
  const choice = useMemo<Choice>(
    () => ({
      zone,
      choose: (wanted) => {
        const kept = wanted === null ? 0 : KEPT_SECONDS;
        // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser that staff use
        document.cookie = `${ZONE_COOKIE}=${wanted ?? ""}; path=/; max-age=${kept}; samesite=lax`;
        setZone(wanted);
      },
    }),
    [zone],
  );
  return <ZoneContext value={choice}>{props.children}</ZoneContext>;
}

export function useZoneChoice(): Choice {
  return use(ZoneContext);
}

/** For the functions that write times: undefined is the browser's own zone. */
export function useTimeZone(): string | undefined {
  return useZoneChoice().zone ?? undefined;
}
