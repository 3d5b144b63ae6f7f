"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/console/load-error";
import { useTRPC } from "@/components/trpc/client";
import { PasswordCard } from "./password-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

const roleWords = { support: "Support", admin: "Admin" } as const;

/** One's own account: who one is here, the password, and where one is signed in. */
export function AccountScreen() {
  const trpc = useTRPC();
  const query = useQuery(trpc.account.get.queryOptions());
  const view = query.data;
  const again = () => void query.refetch();
  if (view === undefined) {
    return (
      <section className="card max-w-[640px]">
        {query.isError ? (
          <LoadError title="Your account could not be loaded" error={query.error} onRetry={again} />
        ) : (
          <SettingsSkeleton rows={6} />
        )}
      </section>
    );
  }
  return (
    <div className="grid max-w-[640px] gap-4">
      <section className="card" aria-labelledby="person-title">
        <div className="card-h">
          <h2 id="person-title">You</h2>
        </div>
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3">
          <dt className="text-muted-foreground">Name</dt>
          <dd className="font-medium">{view.name}</dd>
          <dt className="text-muted-foreground">E-mail</dt>
          <dd className="break-words">{view.email}</dd>
          <dt className="text-muted-foreground">Role</dt>
          <dd>
            {roleWords[view.role]}
            <span className="text-muted-foreground">
              {view.role === "admin"
                ? ", may also manage accounts, keys and partners"
                : ", may work on orders"}
            </span>
          </dd>
        </dl>
        <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
          What you do is recorded with your name. An admin can change your role.
        </p>
      </section>
      <PasswordCard
        email={view.email}
        changedAt={view.passwordChangedAt}
        shortest={view.shortestPassword}
        onChanged={again}
      />
      <SessionsCard sessions={view.sessions} onEnded={again} />
    </div>
  );
}
