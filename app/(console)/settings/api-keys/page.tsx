import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { Forbidden } from "@/components/settings/forbidden";
import { KeysScreen } from "@/components/settings/keys-screen";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const session = await findSession(await headers());
  return session?.role === "admin" ? <KeysScreen /> : <Forbidden what="API keys" />;
}
