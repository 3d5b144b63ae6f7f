"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { ConsoleRouter } from "#server/api/console";
import { isSignedOut } from "./problem.ts";
import { createQueryClient } from "./query-client.ts";

const ENDPOINT = "/api/trpc/console";

const context = createTRPCContext<ConsoleRouter>();
export const useTRPC = context.useTRPC;
export const useTRPCClient = context.useTRPCClient;

/** Gives the screens below it the console's procedures and one cache. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient(leaveWhenSignedOut));
  const [trpcClient] = useState(() =>
    createTRPCClient<ConsoleRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url: ENDPOINT }),
          false: httpBatchLink({ url: ENDPOINT }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

// A whole page load on purpose: nothing of the old session stays in memory.
function leaveWhenSignedOut(error: unknown): void {
  if (!isSignedOut(error)) return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}
