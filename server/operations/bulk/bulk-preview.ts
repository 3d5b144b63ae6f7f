import type { BulkOrderRow, BulkRow } from "#db/queries/bulk";
import type { FailureGroupRow } from "#db/queries/failures";
import type { ShownOrderRow } from "#db/queries/sagas";
import { toSaga } from "#server/fulfillment/saga-row";
import type { Saga } from "#server/saga/types";
import { groupTitle } from "../failures/group-words.ts";
import type { Viewer } from "../order-view/get-order-view.ts";
import { maskName } from "../order-view/mask.ts";
import { partnerNameOf, TO_MAKE, TO_UNDO } from "../partners/partner-words.ts";
import { bulkLabel, mayUndo } from "./bulk-words.ts";
import { stagesInWords } from "./stages.ts";
import type { BulkKind, BulkPreview } from "./views.ts";

/** What an operation would do, for whoever is to start it. */
export function bulkPreview({
  bulk,
  orders,
  shown,
  group,
  viewer,
}: {
  bulk: BulkRow;
  orders: readonly BulkOrderRow[];
  shown: readonly ShownOrderRow[];
  group: FailureGroupRow | null;
  viewer: Viewer;
}): BulkPreview {
  const done = orders.filter(({ state }) => state !== "skipped");
  const skipped = orders.filter(({ state }) => state === "skipped");
  return {
    bulkId: bulk.id,
    label: bulkLabel(bulk.id),
    kind: bulk.kind,
    groupTitle: group && groupTitle(group),
    frozenAt: bulk.frozenAt.toISOString(),
    count: done.length,
    skipped: skipped.length,
    isCut: bulk.leftOut > 0,
    sample: shown.toReversed().map(({ order, patient, saga }) => ({
      orderNumber: order.orderNumber,
      customer: maskName(patient.givenNames, patient.familyName),
      text: whatHappens(toSaga(saga), bulk.kind),
    })),
    skips: skipsOf(skipped),
    stages: stagesInWords(done.length),
    start:
      done.length === 0
        ? { allowed: false, because: "Each of these orders would refuse it." }
        : mayUndo({ kind: bulk.kind, count: done.length, role: viewer.role }),
  };
}

const NAMED = 3;

function skipsOf(skipped: readonly BulkOrderRow[]): BulkPreview["skips"] {
  return [...Map.groupBy(skipped, ({ outcome }) => outcome ?? "")].map(([because, own]) => ({
    because,
    count: own.length,
    orderNumbers: own.slice(0, NAMED).map(({ orderNumber }) => orderNumber),
  }));
}

function whatHappens(saga: Saga, kind: BulkKind): string {
  if (kind === "undo") {
    const made = saga.stack.filter(({ step, status }) => step !== "order" && status === "recorded");
    const things = made.toReversed().map(({ step }) => TO_UNDO[step]);
    return things.length === 0
      ? "Nothing was made; the order is cancelled"
      : `${listed(things)}, then cancel the order`;
  }
  const { work } = saga;
  const partner = work && partnerNameOf(work.step);
  if (!work || !partner) return "The system does the step again";
  const deed = work.direction === "undo" ? TO_UNDO[work.step] : TO_MAKE[work.step];
  return `${partner} is asked to ${deed}`;
}

function listed(things: readonly string[]): string {
  const text = things.join(", then ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
