"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/console/load-error";
import { Time } from "@/components/time/time";
import { useTRPC } from "@/components/trpc/client";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

/** Who did what here, newest first. */
export function ActionsCard(props: {
  area: "accounts" | "api_keys" | "faults" | "reveals" | "caller_checks";
  title: string;
  empty: string;
}) {
  const trpc = useTRPC();
  const query = useQuery(trpc.staffActions.list.queryOptions({ area: props.area }));
  const actions = query.data;
  return (
    <section className="card" aria-labelledby={`${props.area}-actions-title`}>
      <div className="card-h">
        <h2 id={`${props.area}-actions-title`}>{props.title}</h2>
        {actions === undefined || actions.length < 20 ? null : (
          <span className="ml-auto text-xs text-muted-foreground">the last 20</span>
        )}
      </div>
      {actions === undefined ? (
        query.isError ? (
          <LoadError
            title="The record could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <SettingsSkeleton rows={3} />
        )
      ) : actions.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground">Nothing yet. {props.empty}</p>
      ) : (
        <ul className="divide-y">
          {actions.map((action) => (
            <li key={action.actionId} className="px-4 py-2.5">
              <p className="break-words">
                <span className="font-medium">{action.actorName}</span> {action.text}
              </p>
              <p className="text-xs text-muted-foreground">
                <Time at={action.at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
