import { TriangleAlert } from "lucide-react";
import type { ActiveFault, FaultPartner, FaultsView } from "#server/operations/faults/views";
import { formatNumber } from "@/components/console/count";
import { Countdown, Time } from "@/components/time/time";

/** What is dialled now, by partner, and the way back to normal. */
export function ActiveFaults(props: {
  partners: FaultsView["partners"];
  active: readonly ActiveFault[];
  onClear: (partner: FaultPartner) => void;
}) {
  const wrong = props.partners.filter(({ partner }) => faultsOf(props.active, partner).length > 0);
  return (
    <ul className="divide-y">
      {wrong.map(({ partner, name }) => (
        <li key={partner} className="flex items-start gap-2.5 px-4 py-2.5">
          <TriangleAlert
            className="mt-0.5 size-4 shrink-0 text-wait"
            strokeWidth={1.75}
            aria-hidden
          />
          <div className="min-w-0">
            <p className="font-medium">{name}</p>
            {faultsOf(props.active, partner).map((fault) => (
              <p key={fault.faultId}>
                {fault.title}
                <span className="text-muted-foreground">
                  {" "}
                  · {leftOf(fault)} · since <Time at={fault.since} />
                </span>
              </p>
            ))}
          </div>
          <button
            type="button"
            className="btn btn-outline btn-sm ml-auto shrink-0"
            onClick={() => props.onClear(partner)}
          >
            Back to normal<span className="sr-only">: {name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function faultsOf(active: readonly ActiveFault[], wanted: FaultPartner): readonly ActiveFault[] {
  return active.filter(({ partner }) => partner === wanted);
}

function leftOf({ endsAt, requestsLeft }: ActiveFault) {
  if (endsAt !== null) {
    return (
      <>
        ends in <Countdown to={endsAt} />
      </>
    );
  }
  return requestsLeft === 1
    ? "the next request"
    : `the next ${formatNumber(requestsLeft ?? 0)} requests`;
}
