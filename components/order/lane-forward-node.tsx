import Link from "next/link";
import type { LaneNode } from "#server/operations/timeline/views";
import { Countdown, Time } from "@/components/time/time";
import { LaneNodeMark, laneMark } from "./lane-node-mark.tsx";

type Line = "none" | "solid" | "dash";

const lineClasses: Record<Line, string> = {
  none: "",
  solid: "bg-foreground/55",
  dash: "dash",
};

/** One step on the way forward: mark and lines above, what is known of it below. */
export function LaneForwardNode(props: { node: LaneNode; before: Line; after: Line }) {
  const { node, before, after } = props;
  const first = before === "none";
  return (
    <div className="px-4 pt-3 lg:px-0 lg:pt-4">
      <div className="flex items-center">
        {first ? (
          <span className="hidden w-4 lg:block" />
        ) : (
          <span className={`hidden h-0.5 w-3 lg:block ${lineClasses[before]}`} aria-hidden />
        )}
        <LaneNodeMark lane="forward" state={node.state} />
        {after === "none" ? null : (
          <span className={`hidden h-0.5 flex-1 lg:block ${lineClasses[after]}`} aria-hidden />
        )}
        <h3 className="ml-2 text-sm font-medium lg:hidden">{node.title}</h3>
      </div>
      <div className={`pb-3 pl-8 lg:pb-4 lg:pr-3 ${first ? "lg:pl-4" : "lg:pl-3"}`}>
        <h3 className="mt-2 hidden text-sm font-medium lg:block">{node.title}</h3>
        <p className={laneMark("forward", node.state).ink}>{node.stateWord}</p>
        <LaneFacts node={node} />
      </div>
    </div>
  );
}

/** The small lines below a step: when, who, under which reference, and what else is known. */
export function LaneFacts({ node }: { node: LaneNode }) {
  return (
    // A stop is narrow, and the time of another day is long.
    <div className="text-xs text-muted-foreground [&_time]:whitespace-normal">
      {node.at === null ? null : (
        <p>
          <Time at={node.at} />
        </p>
      )}
      {node.notes.map((note) => (
        <p key={note} className="text-pretty">
          {note}
        </p>
      ))}
      {node.nextAt === null ? null : (
        <p>
          <span className="font-medium text-foreground">
            Next try in <Countdown to={node.nextAt} />
          </span>
          , at <Time at={node.nextAt} />
        </p>
      )}
      <LanePartner node={node} />
      {node.reference === null ? null : (
        <p className="mono truncate" title={node.reference}>
          {node.reference}
        </p>
      )}
    </div>
  );
}

/** A partner leads to its place on the partners page while it has something to do with this order. */
function LanePartner({ node: { partner, partnerId, state } }: { node: LaneNode }) {
  if (partner === null) return null;
  const isAtRest = state === "not_reached" || state === "not_needed" || partnerId === null;
  if (isAtRest) return <p>{partner}</p>;
  return (
    <p>
      <Link className="lnk" href={`/partners#${partnerId}`} prefetch={false}>
        {partner}
      </Link>
    </p>
  );
}
