import {
  CircleCheck,
  CirclePause,
  Clock,
  type LucideIcon,
  OctagonAlert,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import type { DirectionFigures } from "#server/operations/figures/views";
import type { PartnerDirectionView } from "#server/operations/partners/views";
import { Time } from "@/components/time/time";
import { DIRECTION_COLUMNS, FiguresCells } from "./direction-figures.tsx";

type Look = { word: string; icon: LucideIcon; look: string };

const LOOKS: Record<PartnerDirectionView["state"], Look> = {
  calls_leave: { word: "Calls leave", icon: CircleCheck, look: "text-done" },
  held: { word: "On hold", icon: CirclePause, look: "st-1 text-idle bg-idle-bg" },
  failing: { word: "Failing", icon: TriangleAlert, look: "st-1 text-wait bg-wait-bg" },
  misconfigured: {
    word: "Refuses our key",
    icon: OctagonAlert,
    look: "st-2 border border-act/55 bg-act-bg text-act",
  },
  asked_to_wait: { word: "Asked us to wait", icon: Clock, look: "st-1 text-wait bg-wait-bg" },
  reopening: { word: "Opening", icon: RotateCw, look: "st-1 text-work bg-work-bg" },
};

/** What is done at a partner in one direction: whether its calls leave, why not, and when it is tried again. */
export function DirectionState(props: {
  work: string;
  view: PartnerDirectionView;
  figures: DirectionFigures | undefined;
  hasOrders: boolean;
  explained: boolean;
}) {
  const { view } = props;
  const { word, icon: Icon, look } = LOOKS[view.state];
  return (
    <div>
      <p className={`flex flex-wrap items-center gap-x-3 ${DIRECTION_COLUMNS}`}>
        <span className="min-w-[132px] text-muted-foreground max-sm:flex-1 xl:min-w-0">
          {props.work}
        </span>
        <span className="flex">
          <span className={`st ${look}`}>
            <Icon className="shrink-0" strokeWidth={1.75} aria-hidden />
            <span className={view.state === "calls_leave" ? "text-foreground" : ""}>{word}</span>
          </span>
        </span>
        <FiguresCells figures={props.figures} />
        <span className="text-right text-xs text-muted-foreground tabular-nums max-sm:basis-full max-sm:text-left sm:max-xl:ml-auto">
          {props.hasOrders ? <OrdersHere view={view} /> : null}
        </span>
      </p>
      {props.explained ? <Explanation view={view} /> : null}
    </div>
  );
}

function Explanation({ view }: { view: PartnerDirectionView }) {
  if (view.why === null && view.triedNextAt === null) return null;
  return (
    <p className="mt-1 max-w-[72ch] text-pretty sm:pl-36 xl:pl-[124px] min-[87.5rem]:pl-[140px]">
      {view.why}
      {view.since === null ? null : (
        <>
          {" "}
          Nothing is sent since <Time at={view.since} />.
        </>
      )}
      {view.triedNextAt === null ? null : (
        <>
          {" "}
          Tried again at <Time at={view.triedNextAt} />
          {view.tries > 0 ? `, after ${view.tries} that failed` : ""}.
        </>
      )}
    </p>
  );
}

/** In a column of its own the head says what is counted. */
function OrdersHere({ view: { orders, state } }: { view: PartnerDirectionView }) {
  const noun = orders.count === 1 && !orders.atLeast ? "order" : "orders";
  return (
    <>
      {orders.count.toLocaleString("en-US")}
      {orders.atLeast ? "+" : ""} <span className="xl:sr-only">{noun} </span>
      {state === "calls_leave" ? "here" : "waiting"}
    </>
  );
}
