import type { LaneNode } from "#server/operations/timeline/views";
import { LaneFacts } from "./lane-forward-node.tsx";
import { LaneNodeMark, laneMark } from "./lane-node-mark.tsx";

/** The undo of the step above it. Its arrow points to what is undone after it. */
export function LaneUndoNode(props: { node: LaneNode; first: boolean; last: boolean }) {
  const { node, first, last } = props;
  return (
    <div className="border-t bg-muted px-4 py-2.5 lg:px-0 lg:py-3">
      <div className="flex lg:block">
        <div className="flex items-center max-lg:items-start">
          {first ? (
            <span className="hidden w-4 lg:block" />
          ) : (
            <span className="dash hidden h-0.5 w-3 lg:block" aria-hidden />
          )}
          <LaneNodeMark lane="undo" state={node.state} />
          {last ? null : (
            <span className="dash relative hidden h-0.5 flex-1 lg:block" aria-hidden>
              <span className="absolute -top-[3px] left-1 size-2 rotate-45 border-b-2 border-l-2 border-input" />
            </span>
          )}
        </div>
        <div className={`min-w-0 pl-2 lg:mt-1.5 lg:pr-2 ${first ? "lg:pl-4" : "lg:pl-3"}`}>
          <p className="font-medium">{node.title}</p>
          <p className={`text-xs ${laneMark("undo", node.state).ink}`}>{node.stateWord}</p>
          <LaneFacts node={{ ...node, partner: null, partnerId: null }} />
        </div>
      </div>
    </div>
  );
}
