import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { AccountsScreen } from "@/components/settings/accounts-screen";
import { Forbidden } from "@/components/settings/forbidden";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage() {
  const session = await findSession(await headers());
  if (session?.role !== "admin") return <Forbidden what="accounts" />;
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.accounts.list.queryOptions()),
        client.query(trpc.staffActions.list.queryOptions({ area: "accounts" })),
        client.query(trpc.staffActions.list.queryOptions({ area: "reveals" })),
        client.query(trpc.staffActions.list.queryOptions({ area: "caller_checks" })),
      ]}
    >
      <AccountsScreen />
    </Prefetched>
  );
}
