import type { Metadata } from "next";
import { headers } from "next/headers";
import { findSession } from "#server/api/find-session";
import { PartnersScreen } from "@/components/partners/partners-screen";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage() {
  const session = await findSession(await headers());
  return <PartnersScreen mayAct={session?.role === "admin"} />;
}
