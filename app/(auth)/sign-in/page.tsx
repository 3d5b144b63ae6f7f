import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { findPublicStatus } from "#server/api/find-public-status";
import { findSession } from "#server/api/find-session";
import { BrandMark } from "@/components/console/brand";
import { EnvironmentBadge } from "@/components/console/environment-badge";
import { ThemeSwitch } from "@/components/console/theme-switch";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { SystemFoot } from "@/components/sign-in/system-foot";
import { safeNext } from "./safe-next.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = safeNext((await searchParams).next);
  if ((await findSession(await headers())) !== null) redirect(next);
  const status = await findPublicStatus();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center gap-2 border-b px-4 md:px-6">
        <BrandMark />
        <span translate="no" className="text-base font-semibold tracking-tight">
          Backstitch
        </span>
        <EnvironmentBadge environment={status.environment} />
        <ThemeSwitch className="ml-auto" />
      </header>
      <main id="main" className="grid flex-1 place-items-start justify-center px-4 pt-[12vh]">
        <div className="w-full max-w-[360px]">
          <h1 className="text-xl">Sign in</h1>
          <p className="mt-1 text-muted-foreground">
            Behind this page are people’s orders and medicines. What you do is recorded with your
            name.
          </p>
          <SignInForm next={next} />
          <p className="mt-5 text-xs text-muted-foreground">
            No account? An admin of your team can make you one.
          </p>
        </div>
      </main>
      <SystemFoot isUp={status.isUp} version={status.version} />
    </div>
  );
}
