import { dehydrate, type QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { type ConsoleRouter, consoleApi } from "#server/api/console";
import { createConsoleContext } from "#server/api/context";
import { Hydrated } from "@/components/trpc/hydrated";
import { createQueryClient } from "@/components/trpc/query-client";

/** What a page wants to have read: one promise for each query, with the options that its component uses. */
export type Reading = (
  trpc: TRPCOptionsProxy<ConsoleRouter>,
  client: QueryClient,
) => readonly Promise<unknown>[];

/** A page with its frame and no rows is better than a page that waits longer than this. */
const WAIT_AT_MOST_MS = 1_000;

/**
 * Reads on the server, as the person who asks for the page, so that its first paint
 * has rows. What is refused, fails or takes too long is left out: the component below
 * then asks for it from the browser, and shows why if it is refused there too.
 */
export async function Prefetched(props: { read: Reading; children: ReactNode }) {
  const asked = await headers();
  const client = createQueryClient(() => undefined);
  const context = createConsoleContext(asked);
  const trpc = createTRPCOptionsProxy<ConsoleRouter>({
    ctx: () => context,
    router: consoleApi,
    queryClient: client,
  });
  await atMost(WAIT_AT_MOST_MS, [context, ...props.read(trpc, client)]);
  // As it would have come over the wire, so that both ways give a component the same.
  const serializeData = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
  return (
    <Hydrated readingId={crypto.randomUUID()} state={dehydrate(client, { serializeData })}>
      {props.children}
    </Hydrated>
  );
}

async function atMost(ms: number, work: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled(work), tooLong]);
  clearTimeout(timer);
}
