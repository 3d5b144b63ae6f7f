"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import type { Company } from "./company-words.ts";

// Below half of what the server takes for gone, so that one lost call changes nothing.
const LOOK_EVERY_MS = 10_000;

// One tab looks at one order at once, whatever pages it has been on.
let tabId: string | undefined;
function ownTabId(): string {
  tabId ??= crypto.randomUUID();
  return tabId;
}

/** Tells that this page has the order in sight, for as long as it has, and hears who else looks. */
export function useCompany(sagaUuid: string): Company {
  const client = useTRPCClient();
  const company = useQuery({
    queryKey: ["who looks at an order", sagaUuid],
    queryFn: () => client.presence.look.mutate({ sagaUuid, tabId: ownTabId() }),
    refetchInterval: LOOK_EVERY_MS,
    // Hidden, it does not look; back in sight it says so at once.
    refetchOnWindowFocus: "always",
    gcTime: 0,
  });
  useEffect(() => {
    // A tab that is closed says nothing; it is not heard of any more, which says the same later.
    return () =>
      void client.presence.leave.mutate({ sagaUuid, tabId: ownTabId() }).catch(() => undefined);
  }, [client, sagaUuid]);
  return company.isError ? null : company.data;
}
