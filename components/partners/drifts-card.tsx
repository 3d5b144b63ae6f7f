import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { PartnersView } from "#server/operations/partners/views";
import { EmptyState } from "@/components/console/empty-state";
import { Time } from "@/components/time/time";

/** Where a partner holds something else than we believe. Which side is right a person must find out. */
export function DriftsCard(props: { drifts: PartnersView["drifts"]; comparedAt: string | null }) {
  const { drifts, comparedAt } = props;
  return (
    <section className="card" aria-labelledby="drifts-title">
      <div className="card-h">
        <h2 id="drifts-title">Differences at partners</h2>
        {comparedAt === null ? null : (
          <span className="ml-auto text-xs text-muted-foreground">
            Compared <Time at={comparedAt} />
          </span>
        )}
      </div>
      {drifts.length === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title={comparedAt === null ? "Nothing was compared yet" : "No differences"}
        >
          Orders of the last 24 hours are compared with what the partners hold, again and again, by
          questions that change nothing.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {drifts.map((drift) => (
            <li key={`${drift.orderNumber} ${drift.step}`} className="px-4 py-2.5">
              <p>
                <Link className="ord lnk" href={`/orders/${drift.orderNumber}`} prefetch={false}>
                  {drift.orderNumber}
                </Link>{" "}
                <span className="font-medium">{drift.text}</span>
              </p>
              <p className="text-xs text-muted-foreground">
                Since <Time at={drift.since} />, seen last <Time at={drift.checkedAt} />. Ask the
                partner which is right, then undo the order or have it mended there.
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
