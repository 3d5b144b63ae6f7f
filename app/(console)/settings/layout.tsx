import { headers } from "next/headers";
import type { ReactNode } from "react";
import { findSession } from "#server/api/find-session";
import { SettingsTabs } from "@/components/settings/settings-tabs";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const session = await findSession(await headers());
  return (
    <>
      <h1 className="mb-2 flex min-h-7 items-center text-lg">Settings</h1>
      <SettingsTabs isAdmin={session?.role === "admin"} />
      {children}
    </>
  );
}
