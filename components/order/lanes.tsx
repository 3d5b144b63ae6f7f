import type { LaneNode, Lanes as LanesView } from "#server/operations/timeline/views";
import { LaneForwardNode } from "./lane-forward-node.tsx";
import { LaneUndoNode } from "./lane-undo-node.tsx";

/** The way through: forward on top, undo below in the same columns, the point of no return dotted. Vertical on small screens. */
export function Lanes({ lanes }: { lanes: LanesView }) {
  return (
    <section className="card order-3 overflow-hidden" aria-labelledby="lanes-title">
      <div className="card-h">
        <h2 id="lanes-title">The way through</h2>
        <span className="hidden text-xs text-muted-foreground sm:inline xl:max-[1399px]:hidden">
          forward on top, undo below from right to left
        </span>
        <Legend />
      </div>
      <ol className="grid lg:grid-cols-[minmax(0,0.9fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,0.8fr)] lg:grid-rows-[auto_auto]">
        {lanes.forward.map((node, index) => {
          const before = lanes.forward[index - 1];
          const undo = lanes.undo.find((each) => each.step === node.step);
          return (
            <li
              key={node.step}
              className="relative grid grid-cols-1 border-b last:border-0 lg:row-span-2 lg:grid-rows-subgrid lg:border-0"
            >
              {node.step === "completed" ? <PointOfNoReturn /> : null}
              <LaneForwardNode
                node={node}
                before={before === undefined ? "none" : lineAfter(before)}
                after={index === lanes.forward.length - 1 ? "none" : lineAfter(node)}
              />
              {undo === undefined ? (
                <div className="border-t bg-muted px-4 py-2.5 lg:px-0 lg:py-3">
                  <p className="pl-8 text-xs text-muted-foreground lg:pl-3 lg:pr-2">
                    Past this point: only if the carrier still accepts a void
                  </p>
                </div>
              ) : (
                <LaneUndoNode
                  node={undo}
                  first={index === 0}
                  last={undo.step === lanes.undo.at(-1)?.step}
                />
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function lineAfter(node: LaneNode): "solid" | "dash" {
  return node.state === "done" || node.state === "by_hand" ? "solid" : "dash";
}

function PointOfNoReturn() {
  return (
    <span
      className="absolute inset-y-0 left-0 hidden border-l-2 border-dotted border-foreground/45 lg:block"
      aria-hidden
    />
  );
}

function Legend() {
  return (
    <span
      className="ml-auto hidden items-center gap-4 text-xs text-muted-foreground lg:flex"
      aria-hidden
    >
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-6 bg-foreground/55" />
        done
      </span>
      <span className="flex items-center gap-1.5">
        <span className="dash h-0.5 w-6" />
        not yet
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-3.5 border-l-2 border-dotted border-foreground/45" />
        point of no return
      </span>
    </span>
  );
}
