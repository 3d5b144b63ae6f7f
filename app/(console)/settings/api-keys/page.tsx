import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { Forbidden } from "@/components/settings/forbidden";
import { KeysScreen } from "@/components/settings/keys-screen";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const session = await findSession(await headers());
  if (session?.role !== "admin") return <Forbidden what="API keys" />;
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.apiKeys.list.queryOptions()),
        client.query(trpc.staffActions.list.queryOptions({ area: "api_keys" })),
      ]}
    >
      <KeysScreen />
    </Prefetched>
  );
}
