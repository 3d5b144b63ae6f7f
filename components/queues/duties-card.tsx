import { CircleDashed } from "lucide-react";
import type { DutyView } from "#server/operations/queues/views";
import { formatNumber } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { Age, Time } from "@/components/time/time";

/** What the workers look after beside the orders, when they last did, and what they had to mend. */
export function DutiesCard({ duties }: { duties: readonly DutyView[] }) {
  return (
    <section className="card" aria-labelledby="duties-title">
      <div className="card-h">
        <h2 id="duties-title">Upkeep</h2>
        <span className="ml-auto text-xs text-muted-foreground">one worker at a time</span>
      </div>
      {duties.length === 0 ? (
        <EmptyState icon={CircleDashed} title="No worker has looked yet">
          The first does so within a minute of its start.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {duties.map((duty) => (
            <li key={duty.duty} className="px-4 py-2.5">
              <p className="flex items-baseline gap-2">
                <span className="font-medium">{duty.title}</span>
                <span className="ml-auto text-xs text-muted-foreground">
                  {duty.byWorker === null ? (
                    duty.lastRunAt === null ? (
                      "Never done"
                    ) : (
                      <>
                        <Age since={duty.lastRunAt} /> ago
                      </>
                    )
                  ) : (
                    "At it now"
                  )}
                </span>
              </p>
              <p className="text-xs text-pretty text-muted-foreground">{duty.does}</p>
              {duty.lastRunAt === null || duty.outcome === null ? null : (
                <p className="mt-1 text-xs text-muted-foreground">
                  <Time at={duty.lastRunAt} />:{" "}
                  <span className={duty.outcome.isWorthALook ? "font-medium text-wait" : ""}>
                    {duty.outcome.text}
                  </span>
                  , {formatNumber(duty.outcome.total)} in all
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
