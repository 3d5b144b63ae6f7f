import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { PartnersScreen } from "@/components/partners/partners-screen";
import { Prefetched } from "../prefetched.tsx";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage() {
  const session = await findSession(await headers());
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.partners.list.queryOptions()),
        client.query(trpc.partners.figures.queryOptions()),
      ]}
    >
      <PartnersScreen mayAct={session?.role === "admin"} />
    </Prefetched>
  );
}
