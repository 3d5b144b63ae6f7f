import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { createConsoleContext } from "#server/api/context";
import { AppFrame } from "@/components/console/app-frame";
import { LiveProvider } from "@/components/live/live-provider";
import { TimeZoneProvider } from "@/components/time/time-zone";
import { parseZone, ZONE_COOKIE } from "@/components/time/zones";
import { ApiProvider } from "@/components/trpc/client";
import { Prefetched } from "./prefetched.tsx";

// The pages hold no data of orders: each procedure asks for the session again.
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const context = await createConsoleContext(asked);
  if (context.session === null) {
    redirect(`/sign-in?next=${encodeURIComponent(asked.get("x-asked-for") ?? "/overview")}`);
  }
  const { name, email, role } = context.session;
  const zone = parseZone((await cookies()).get(ZONE_COOKIE)?.value);
  return (
    <ApiProvider>
      {/* What stands above and beside every page; a banner that comes later would push the page down. */}
      <Prefetched
        read={(trpc, client) => [
          client.query(trpc.system.status.queryOptions()),
          client.query(trpc.inbox.counts.queryOptions()),
          client.query(trpc.failures.newCount.queryOptions()),
          client.query(trpc.savedViews.list.queryOptions()),
        ]}
      >
        <LiveProvider>
          <TimeZoneProvider zone={zone}>
            <AppFrame person={{ name, email, role }}>{children}</AppFrame>
          </TimeZoneProvider>
        </LiveProvider>
      </Prefetched>
    </ApiProvider>
  );
}
