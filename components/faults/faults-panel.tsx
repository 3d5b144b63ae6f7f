"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, FlaskConical } from "lucide-react";
import { useState } from "react";
import type { FaultPartner, FaultsView } from "#server/operations/faults/views";
import { outcomeOfError } from "@/components/asking/asking-outcome";
import { LoadError } from "@/components/console/load-error";
import { RequestAlert } from "@/components/settings/request-alert";
import { SettingsSkeleton } from "@/components/settings/settings-skeleton";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { ActiveFaults } from "./active-faults.tsx";
import { FaultDialog } from "./fault-dialog.tsx";

// An outage of half a minute should be seen to end.
const ASK_EVERY_MS = 3_000;

/** Makes a bundled partner misbehave, so that anybody can see the system heal. */
export function FaultsPanel() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const query = useQuery(
    trpc.faults.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const [opened, setOpened] = useState<FaultPartner | null>(null);
  const again = () => {
    void query.refetch();
    void cache.invalidateQueries(trpc.staffActions.list.queryFilter());
  };
  const clear = useMutation({
    mutationFn: (partner: FaultPartner) => client.faults.clear.mutate({ partner }),
    onSuccess: again,
  });
  const view = query.data;
  if (view?.partners.length === 0) return null;
  const chosen = view?.partners.find(({ partner }) => partner === opened);
  return (
    <section className="card" aria-labelledby="faults-title">
      <div className="card-h">
        <FlaskConical className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
        <h2 id="faults-title">Inject a fault</h2>
        <span className="ml-auto text-xs text-muted-foreground max-sm:hidden">
          bundled partners only
        </span>
      </div>
      {view === undefined ? (
        query.isError ? (
          <LoadError
            title="The sandbox could not be asked"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <SettingsSkeleton rows={2} />
        )
      ) : (
        <Dials view={view} onInject={setOpened} onClear={(partner) => clear.mutate(partner)} />
      )}
      {clear.isError ? (
        <div className="border-t p-4">
          <RequestAlert outcome={outcomeOfError(clear.error)} />
        </div>
      ) : null}
      {chosen === undefined ? null : (
        <FaultDialog
          key={chosen.partner}
          {...chosen}
          onClose={() => {
            setOpened(null);
            again();
          }}
        />
      )}
    </section>
  );
}

function Dials(props: {
  view: FaultsView;
  onInject: (partner: FaultPartner) => void;
  onClear: (partner: FaultPartner) => void;
}) {
  const { partners, active } = props.view;
  return (
    <>
      <p className="max-w-[78ch] px-4 pt-3 text-pretty text-muted-foreground">
        Make a partner misbehave and watch: orders wait, retry or turn back, and go on by themselves
        when it is well again. No real partner is touched.
      </p>
      <div className="flex flex-wrap gap-2 px-4 py-3">
        {partners.map(({ partner, name }) => (
          <button
            key={partner}
            type="button"
            className="btn btn-outline"
            onClick={() => props.onInject(partner)}
          >
            {name}…
          </button>
        ))}
      </div>
      <div className="border-t">
        {active.length === 0 ? (
          <p className="flex items-start gap-2.5 px-4 py-3">
            <CircleCheck
              className="mt-0.5 size-4 shrink-0 text-done"
              strokeWidth={1.75}
              aria-hidden
            />
            <span>
              All bundled partners behave well.
              <span className="text-muted-foreground"> A fault stands here until it is over.</span>
            </span>
          </p>
        ) : (
          <ActiveFaults partners={partners} active={active} onClear={props.onClear} />
        )}
      </div>
    </>
  );
}
