"use client";

import { useQuery } from "@tanstack/react-query";
import type { SystemStatus } from "#server/operations/system/views";
import { useTRPC } from "@/components/trpc/client";

// A dead worker is missed by its heartbeat after some seconds; asking oftener shows nothing earlier.
const ASK_EVERY_MS = 10_000;
/** While a banner stands: it must not go on claiming what is over. */
const IN_TROUBLE_MS = 3_000;

/** Workers, environment and holds, asked for again every few seconds; undefined where the page came without. */
export function useSystemStatus(): SystemStatus | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.system.status.queryOptions(undefined, {
      refetchInterval: ({ state }) => (isInTrouble(state.data) ? IN_TROUBLE_MS : ASK_EVERY_MS),
      // What the page came with may be as old as a tab that was put back.
      staleTime: 0,
    }),
  );
  return data;
}

function isInTrouble(status: SystemStatus | undefined): boolean {
  return status !== undefined && (status.workersAlive === 0 || status.openCircuits.length > 0);
}
