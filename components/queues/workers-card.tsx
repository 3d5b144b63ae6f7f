import { CircleCheck, OctagonAlert } from "lucide-react";
import type { WorkerView } from "#server/operations/queues/views";
import { EmptyState } from "@/components/console/empty-state";
import { Age, Time } from "@/components/time/time";

/** Who is alive: each holds a lock for as long as it lives, so a dead one is not here. */
export function WorkersCard(props: { workers: readonly WorkerView[]; hasMore: boolean }) {
  const { workers } = props;
  return (
    <section className="card" aria-labelledby="workers-title">
      <div className="card-h">
        <h2 id="workers-title">Workers</h2>
        <span className="ml-auto text-xs text-muted-foreground">
          {workers.length === 0 ? "" : `${workers.length}${props.hasMore ? " or more" : ""} alive`}
        </span>
      </div>
      {workers.length === 0 ? (
        <EmptyState icon={OctagonAlert} title="No worker is running">
          Orders are accepted and wait; none is lost. Start one with{" "}
          <code className="mono">npm run worker</code>.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {workers.map((worker) => (
            <li key={worker.number} className="flex items-start gap-2.5 px-4 py-2.5">
              <CircleCheck
                className="mt-0.5 size-4 shrink-0 text-done"
                strokeWidth={1.75}
                aria-hidden
              />
              <div className="min-w-0">
                <p>
                  Worker <span className="mono">{worker.number}</span>
                  <span className="text-muted-foreground">
                    {worker.host === null ? "" : ` on ${worker.host}`}
                  </span>
                </p>
                {worker.since === null ? null : (
                  <p className="text-xs text-muted-foreground">
                    Alive since <Time at={worker.since} />, <Age since={worker.since} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
