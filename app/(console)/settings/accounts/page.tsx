import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { AccountsScreen } from "@/components/settings/accounts-screen";
import { Forbidden } from "@/components/settings/forbidden";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountsPage() {
  const session = await findSession(await headers());
  return session?.role === "admin" ? <AccountsScreen /> : <Forbidden what="accounts" />;
}
