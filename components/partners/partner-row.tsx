import { CirclePause, CirclePlay } from "lucide-react";
import type { DirectionFigures } from "#server/operations/figures/views";
import type { PartnerDirectionView, PartnerView } from "#server/operations/partners/views";
import { reasonInWords } from "@/components/asking/reason-words";
import { Time } from "@/components/time/time";
import { DirectionState } from "./direction-state.tsx";

const WORK: Record<PartnerView["partner"], Record<PartnerDirectionView["direction"], string>> = {
  prescription: { forward: "Prescriptions", undo: "Cancelling them" },
  inventory: { forward: "Stock holds", undo: "Releasing them" },
  carrier: { forward: "Shipping labels", undo: "Voiding them" },
  notifications: { forward: "E-mail to customers", undo: "" },
};

/** One partner: each of its directions with its own state, and the way to stop or open it. */
export function PartnerRow(props: {
  partner: PartnerView;
  figures: readonly DirectionFigures[];
  mayAct: boolean;
  onChoose: (kind: "hold" | "release") => void;
}) {
  const { partner } = props;
  const { held } = partner;
  return (
    <li
      id={partner.partner}
      className="scroll-mt-16 grid gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[148px_minmax(0,1fr)_116px] xl:grid-cols-[112px_minmax(0,1fr)_104px] min-[87.5rem]:grid-cols-[148px_minmax(0,1fr)_116px]"
    >
      <div>
        <h2 className="text-sm font-semibold">{partner.name}</h2>
        <p className="text-xs text-muted-foreground">
          {partner.isSandbox ? "Bundled sandbox" : "Live partner"}
        </p>
      </div>
      <div className="grid content-start gap-1.5">
        {partner.directions.map((each, index) => (
          <DirectionState
            key={each.direction}
            work={WORK[partner.partner][each.direction]}
            view={each}
            figures={props.figures.find(
              (own) => own.partner === partner.partner && own.direction === each.direction,
            )}
            hasOrders={partner.partner !== "notifications"}
            explained={!isSaidBelow(each, partner.directions[index + 1])}
          />
        ))}
        {held === null ? null : (
          <p className="text-xs text-muted-foreground">
            Put on hold by {held.by}, <Time at={held.since} />
            {held.reasonCode === null ? "" : `: ${reasonInWords(held.reasonCode).toLowerCase()}`}.
          </p>
        )}
      </div>
      <HoldButton {...props} />
    </li>
  );
}

/** What stops both directions is explained once. */
function isSaidBelow(view: PartnerDirectionView, below: PartnerDirectionView | undefined): boolean {
  return below?.state === view.state && below.why === view.why && below.since === view.since;
}

function HoldButton(props: {
  partner: PartnerView;
  mayAct: boolean;
  onChoose: (kind: "hold" | "release") => void;
}) {
  const { name, held } = props.partner;
  const kind = held === null || held.isReopening ? "hold" : "release";
  const Icon = kind === "hold" ? CirclePause : CirclePlay;
  const off = props.mayAct ? null : "Only an admin may hold or release a partner.";
  return (
    <div>
      <button
        type="button"
        className="btn btn-outline w-full"
        aria-disabled={off !== null}
        title={off ?? undefined}
        onClick={() => (off === null ? props.onChoose(kind) : undefined)}
      >
        <Icon className="size-4" strokeWidth={1.75} aria-hidden />
        <span>
          {kind === "hold" ? "Hold" : "Release"}
          <span className="sr-only"> {name}</span>…
        </span>
      </button>
    </div>
  );
}
