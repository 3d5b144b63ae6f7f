import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { createConsoleCaller } from "#server/api/console";
import { type ConsoleContext, createConsoleContext } from "#server/api/context";
import { AppFrame } from "@/components/console/app-frame";
import { LiveProvider } from "@/components/live/live-provider";
import { TimeZoneProvider } from "@/components/time/time-zone";
import { parseZone, ZONE_COOKIE } from "@/components/time/zones";
import { ApiProvider } from "@/components/trpc/client";

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
    <ApiProvider status={await readStatus(context)}>
      <LiveProvider>
        <TimeZoneProvider zone={zone}>
          <AppFrame person={{ name, email, role }}>{children}</AppFrame>
        </TimeZoneProvider>
      </LiveProvider>
    </ApiProvider>
  );
}

/** Known before the first paint: banners that came after it would push the page down. */
async function readStatus(context: ConsoleContext) {
  try {
    return await createConsoleCaller(context).system.status();
  } catch {
    // Told by the procedure itself. The page asks for it again, and says what it cannot read.
    return undefined;
  }
}
