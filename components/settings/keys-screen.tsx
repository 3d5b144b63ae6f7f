"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/console/empty-state";
import { LoadError } from "@/components/console/load-error";
import { useTRPC } from "@/components/trpc/client";
import { ActionsCard } from "./actions-card.tsx";
import { KeyDialog, type OpenedKey } from "./key-dialog.tsx";
import { KeysTable } from "./keys-table.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

/** The keys that storefronts place orders with. */
export function KeysScreen() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const query = useQuery(trpc.apiKeys.list.queryOptions());
  const [opened, setOpened] = useState<OpenedKey | null>(null);
  const [making, setMaking] = useState(false);
  const view = query.data;
  const close = () => {
    setOpened(null);
    setMaking(false);
    void cache.invalidateQueries(trpc.apiKeys.list.queryFilter());
    void cache.invalidateQueries(trpc.staffActions.list.queryFilter());
  };
  return (
    <div className="grid max-w-[1120px] gap-4">
      <section className="card" aria-labelledby="keys-title">
        <div className="card-h py-1.5">
          <h2 id="keys-title">API keys</h2>
          <span className="text-xs text-muted-foreground max-sm:hidden">
            Storefronts place and read orders with them
          </span>
          <button
            type="button"
            className="btn btn-primary btn-sm ml-auto"
            onClick={() => setMaking(true)}
          >
            <Plus className="size-4" strokeWidth={1.75} aria-hidden />
            New key…
          </button>
        </div>
        {view === undefined ? (
          query.isError ? (
            <LoadError
              title="The API keys could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <SettingsSkeleton rows={4} of="table" />
          )
        ) : view.keys.length === 0 ? (
          <EmptyState icon={KeyRound} title="No API key was ever made">
            Without one no storefront can place an order. Make one for each storefront, so that each
            can be revoked by itself.
          </EmptyState>
        ) : (
          <KeysTable keys={view.keys} onChoose={setOpened} />
        )}
        {view?.hasMore ? (
          <p className="border-t px-4 py-2 text-xs text-muted-foreground">
            The newest {view.keys.length} keys; older ones are not shown.
          </p>
        ) : null}
      </section>
      {/* Seen once what stands above has its height. */}
      <div hidden={query.isPending}>
        <ActionsCard
          area="api_keys"
          title="What was done to API keys"
          empty="Who makes, replaces or revokes a key stands here."
        />
      </div>
      {making ? <NewKeyDialog onClose={close} /> : null}
      {opened === null ? null : (
        <KeyDialog key={`${opened.apiKey.id} ${opened.kind}`} opened={opened} onClose={close} />
      )}
    </div>
  );
}
