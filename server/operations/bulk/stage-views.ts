import type { BulkOrderRow, BulkRow } from "#db/queries/bulk";
import { counted } from "../partners/partner-words.ts";
import { type Counts, countsInWords } from "./bulk-words.ts";
import { STAGES } from "./stages.ts";
import type { BulkOrderState, BulkStage } from "./views.ts";

/** More cells than this nobody counts; a bar with numbers says more. */
const MOST_CELLS = 200;

/** The state of an order that is in a stage; what is skipped is in none. */
function stateOf({ state }: BulkOrderRow): BulkOrderState {
  if (state === "skipped") throw new Error("Bug: a skipped order in a stage");
  return state;
}

export function countsOf(orders: readonly BulkOrderRow[]): Counts {
  const counts: Counts = {
    untouched: 0,
    asked: 0,
    fixed: 0,
    same_error: 0,
    new_error: 0,
    refused: 0,
    no_effect: 0,
  };
  for (const order of orders) counts[stateOf(order)] += 1;
  return counts;
}

/** The stages that have orders, each with what became of them. */
export function stageViews(bulk: BulkRow, orders: readonly BulkOrderRow[]): BulkStage[] {
  const isDrawn = orders.length <= MOST_CELLS;
  return STAGES.flatMap((stage) => {
    const own = orders.filter((order) => order.stage === stage);
    if (own.length === 0) return [];
    const counts = countsOf(own);
    return [
      {
        stage,
        title: titleOf(stage, own.length),
        size: own.length,
        state: stageState(bulk, stage, counts),
        text: countsInWords(counts, bulk.kind),
        cells: isDrawn ? own.map(stateOf) : null,
        counts,
      },
    ];
  });
}

/** The stage that an operation paused itself after: each of its orders was refused. Null when a person paused it, or nobody did. */
export function refusedStage(
  bulk: BulkRow,
  orders: readonly BulkOrderRow[],
): { size: number; because: string } | null {
  if (bulk.state !== "paused" || bulk.stateBy !== null) return null;
  const behind = STAGES.filter((stage) => stage < bulk.stage).map((stage) =>
    orders.filter((order) => order.stage === stage),
  );
  const own = behind.findLast((each) => each.length > 0) ?? [];
  const reasons = [...Map.groupBy(own, ({ outcome }) => outcome ?? "")];
  const [most] = reasons.toSorted(([, a], [, b]) => b.length - a.length);
  return { size: own.length, because: most?.[0] ?? "" };
}

function titleOf(stage: number, size: number): string {
  return stage === STAGES.at(-1)
    ? `The rest, ${size.toLocaleString("en-GB")}`
    : counted(size, "order");
}

function stageState(bulk: BulkRow, stage: number, counts: Counts): BulkStage["state"] {
  if (stage > bulk.stage || bulk.state === "frozen") return "not_started";
  const isOpen = counts.untouched + counts.asked > 0;
  const isHere = stage === bulk.stage;
  if (isHere && bulk.state === "stopped_itself") return "stopped_here";
  if (!isOpen) return "done";
  if (bulk.state === "stopped") return "stopped_here";
  return bulk.state === "paused" ? "paused_here" : "running";
}
