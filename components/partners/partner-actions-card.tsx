import { History } from "lucide-react";
import type { PartnersView } from "#server/operations/partners/views";
import { reasonInWords } from "@/components/asking/reason-words";
import { EmptyState } from "@/components/console/empty-state";
import { Time } from "@/components/time/time";

/** Who stopped or opened a partner, when and why. */
export function PartnerActionsCard({ actions }: { actions: PartnersView["actions"] }) {
  return (
    <section className="card" aria-labelledby="partner-actions-title">
      <div className="card-h">
        <h2 id="partner-actions-title">Held and released</h2>
      </div>
      {actions.length === 0 ? (
        <EmptyState icon={History} title="Nobody has held a partner">
          Who holds or releases a partner, and why, stands here.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {actions.map((action) => (
            <li key={action.actionId} className="px-4 py-2.5">
              <p>
                <span className="font-medium">
                  {action.name} {action.kind === "hold" ? "held" : "released"}
                </span>{" "}
                by {action.actorName}
                {action.changed ? "" : ", who found it so already"}
              </p>
              <p className="text-xs text-muted-foreground">
                <Time at={action.at} /> · {reasonInWords(action.reasonCode)}
              </p>
              {action.note === null ? null : (
                <p className="mt-1 rounded-md border border-wait/25 bg-wait-bg px-2.5 py-1.5 text-xs whitespace-pre-wrap break-words">
                  {action.note}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
