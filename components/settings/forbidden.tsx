"use client";

import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { EmptyState } from "@/components/console/empty-state";
import { useTRPC } from "@/components/trpc/client";

/** A page that needs another role: which one, and who can give it. */
export function Forbidden({ what }: { what: string }) {
  const trpc = useTRPC();
  const { data: admins = [] } = useQuery(trpc.accounts.admins.queryOptions());
  return (
    <section className="card">
      <EmptyState icon={Lock} title={`You cannot see ${what}`}>
        This page needs the role Admin. You are signed in as Support.{" "}
        {admins.length === 0 ? "An admin of your team" : namesOf(admins)} can give you the role.
      </EmptyState>
    </section>
  );
}

function namesOf(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names);
}
