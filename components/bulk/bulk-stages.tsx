import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleStop,
  type LucideIcon,
} from "lucide-react";
import type { BulkStage } from "#server/operations/bulk/views";
import { OrderCell } from "./order-cell.tsx";
import { ORDER_STATES, orderStateLooks } from "./order-state-looks.ts";

const looks: Record<BulkStage["state"], { word: string; icon: LucideIcon; tone: string }> = {
  done: { word: "Done", icon: CircleCheck, tone: "text-done" },
  running: { word: "Running", icon: CircleDot, tone: "text-work" },
  paused_here: { word: "Paused here", icon: CirclePause, tone: "text-idle" },
  stopped_here: { word: "Stopped here", icon: CircleStop, tone: "text-act" },
  not_started: { word: "Not started", icon: CircleDashed, tone: "text-muted-foreground" },
};

/** The first two are as wide as their cells; what comes after shares the rest. */
const columns: Record<number, string> = {
  3: "lg:grid-cols-[108px_164px_minmax(0,1fr)]",
  4: "lg:grid-cols-[108px_164px_minmax(0,1fr)_minmax(0,1fr)]",
};

/** The stages side by side: one first, then a few, then some, then the rest. */
export function BulkStages({ stages }: { stages: readonly BulkStage[] }) {
  return (
    <ol className={`mt-3 grid grid-cols-2 gap-2 ${columns[stages.length] ?? ""}`}>
      {stages.map((stage) => {
        const { word, icon: Icon, tone } = looks[stage.state];
        // Green is for what went well: a stage that is through with errors is merely done.
        const wentWell = stage.counts.fixed === stage.size;
        return (
          <li
            key={stage.stage}
            className={`flex min-w-0 flex-col rounded-md border bg-card px-3 py-2 ${stage.stage > 2 ? "max-lg:col-span-2" : ""}`}
          >
            <span className="font-medium">{stage.title}</span>
            <span className="my-2">
              {stage.cells === null ? (
                <StageBar stage={stage} />
              ) : (
                <span className="flex flex-wrap gap-1" aria-hidden="true">
                  {stage.cells.map((state, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an order keeps its place in the stage.
                    <OrderCell key={place} state={state} />
                  ))}
                </span>
              )}
            </span>
            <span
              className={`mt-auto flex items-center gap-1.5 text-xs font-medium ${stage.state === "done" && !wentWell ? "text-idle" : tone}`}
            >
              <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
              {word}
            </span>
            <span className="text-xs text-muted-foreground">{stage.text}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** As wide as each share; the numbers stand below. */
function StageBar({ stage }: { stage: BulkStage }) {
  return (
    <span className="flex h-4 overflow-hidden rounded-[3px] border border-input" aria-hidden="true">
      {ORDER_STATES.map((state) =>
        stage.counts[state] === 0 ? null : (
          <span
            key={state}
            className={orderStateLooks[state].bar}
            style={{ width: `${(100 * stage.counts[state]) / stage.size}%` }}
          />
        ),
      )}
    </span>
  );
}
