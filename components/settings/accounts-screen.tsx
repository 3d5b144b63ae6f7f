"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { LoadError } from "@/components/console/load-error";
import { useTRPC } from "@/components/trpc/client";
import { AccountDialog, type OpenedAccount } from "./account-dialog.tsx";
import { AccountsTable } from "./accounts-table.tsx";
import { ActionsCard } from "./actions-card.tsx";
import { NewAccountDialog } from "./new-account-dialog.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

/** Everybody who may sign in. */
export function AccountsScreen() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const query = useQuery(trpc.accounts.list.queryOptions());
  const [opened, setOpened] = useState<OpenedAccount | null>(null);
  const [making, setMaking] = useState(false);
  const view = query.data;
  const close = () => {
    setOpened(null);
    setMaking(false);
    void cache.invalidateQueries(trpc.accounts.list.queryFilter());
    void cache.invalidateQueries(trpc.staffActions.list.queryFilter());
  };
  return (
    <div className="grid max-w-[1120px] gap-4">
      <section className="card" aria-labelledby="accounts-title">
        <div className="card-h py-1.5">
          <h2 id="accounts-title">Accounts</h2>
          {view === undefined ? null : (
            <span className="text-xs text-muted-foreground max-sm:hidden">
              {peopleIn(view.accounts.length, view.hasMore)}
            </span>
          )}
          <button
            type="button"
            className="btn btn-primary btn-sm ml-auto"
            onClick={() => setMaking(true)}
          >
            <UserPlus className="size-4" strokeWidth={1.75} aria-hidden />
            New account…
          </button>
        </div>
        {view === undefined ? (
          query.isError ? (
            <LoadError
              title="The accounts could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <SettingsSkeleton rows={5} of="table" />
          )
        ) : (
          <AccountsTable accounts={view.accounts} onChoose={setOpened} />
        )}
      </section>
      {/* Seen once what stands above has its height. */}
      <div hidden={query.isPending} className="grid gap-4">
        <ActionsCard
          area="accounts"
          title="What was done to accounts"
          empty="Who makes, changes or disables an account stands here."
        />
        <ActionsCard
          area="reveals"
          title="Who saw customers’ data"
          empty="Who reveals a customer’s data, of which order and for what, stands here."
        />
        <ActionsCard
          area="caller_checks"
          title="Who compared callers with orders"
          empty="Who compares a caller’s birth date or ZIP, with which order and whether it matched, stands here."
        />
      </div>
      {making ? <NewAccountDialog onClose={close} /> : null}
      {opened === null ? null : (
        <AccountDialog
          key={`${opened.account.id} ${opened.kind}`}
          opened={opened}
          onClose={close}
        />
      )}
    </div>
  );
}

function peopleIn(count: number, hasMore: boolean): string {
  if (hasMore) return `${count} people or more`;
  return count === 1 ? "1 person" : `${count} people`;
}
