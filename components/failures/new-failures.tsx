"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

// Nobody runs for a failure that is ten seconds old; the page itself is quicker.
const ASK_EVERY_MS = 10_000;

/** "2 new" beside the page's name; nothing when somebody has looked at all of them. */
export function NewFailures({ className }: { className: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.failures.newCount.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  if (data === undefined || data.count === 0) return null;
  return <span className={`text-muted-foreground ${className} !px-0`}>{data.count} new</span>;
}
