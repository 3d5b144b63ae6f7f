"use client";

import { RotateCw, Undo2 } from "lucide-react";
import { useState } from "react";
import type { FailureView, TroubledOrder } from "#server/operations/failures/views";
import type { OpenedBulk } from "@/components/bulk/bulk-dialog";
import { formatCount } from "@/components/console/count";
import { useTRPCClient } from "@/components/trpc/client";
import { TroubledOrdersTable } from "./troubled-orders-table.tsx";

/** The orders that a failure holds up now, with what can be done about all of them or about the chosen ones. */
export function FailureOrders(props: { view: FailureView; onBulk: (opened: OpenedBulk) => void }) {
  const { view } = props;
  const { orders, hasMore, failed, showMore } = useMoreOrders(view);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = orders.filter(({ sagaUuid }) => chosen.has(sagaUuid));
  if (orders.length === 0) {
    return (
      <section aria-label="Open orders" className="px-4 py-4">
        <h2>No order is held up by this now</h2>
        <p className="text-muted-foreground">
          The notes stay. If it fails again, the group comes back with them.
        </p>
      </section>
    );
  }
  const begin = (kind: "retry" | "undo") =>
    props.onBulk({
      bulkUuid: crypto.randomUUID(),
      kind,
      set:
        open.length === 0
          ? { type: "group", id: view.id }
          : {
              type: "orders",
              sagaUuids: open.map(({ sagaUuid }) => sagaUuid),
              groupId: view.id,
            },
    });
  const which = open.length > 0 ? `${open.length} chosen` : wholeGroup(view);
  const toggle = (sagaUuid: string) => {
    const next = new Set(chosen);
    if (!next.delete(sagaUuid)) next.add(sagaUuid);
    setChosen(next);
  };
  return (
    <section aria-labelledby="orders-title" className="min-w-0 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="orders-title" className="mr-auto">
          Open orders{" "}
          <span className="font-normal text-muted-foreground">
            {orders.length} of {formatCount(view.open)}, the oldest first
          </span>
        </h2>
        {open.length === 0 ? null : (
          <button
            type="button"
            className="btn btn-ghost btn-sm"
            onClick={() => setChosen(new Set())}
          >
            Choose none
          </button>
        )}
        <button type="button" className="btn btn-primary btn-sm" onClick={() => begin("retry")}>
          <RotateCw className="size-3.5" strokeWidth={1.75} aria-hidden />
          Retry {which}…
        </button>
        <button type="button" className="btn btn-outline btn-sm" onClick={() => begin("undo")}>
          <Undo2 className="size-3.5" strokeWidth={1.75} aria-hidden />
          Undo {which}…
        </button>
      </div>
      <TroubledOrdersTable orders={orders} chosen={chosen} onToggle={toggle} />
      {hasMore ? (
        <button type="button" className="btn btn-outline btn-sm mt-2" onClick={showMore}>
          Show 25 more
        </button>
      ) : null}
      <p role="status" className="text-xs text-act">
        {failed ? "The next orders could not be loaded. Press again." : ""}
      </p>
    </section>
  );
}

function wholeGroup({ open }: FailureView): string {
  if (open.atLeast) return "the first 1,000";
  return open.count === 1 ? "this order" : `all ${formatCount(open)}`;
}

/** The first page follows the group as it changes; what was asked for behind it stays as it was read. */
function useMoreOrders(view: FailureView) {
  const client = useTRPCClient();
  const [more, setMore] = useState<{ items: TroubledOrder[]; cursor: number | null } | null>(null);
  const [failed, setFailed] = useState(false);
  const first = view.orderPage;
  const cursor = more === null ? first.nextCursor : more.cursor;
  const firstUuids = new Set(first.items.map(({ sagaUuid }) => sagaUuid));
  const behind = (more?.items ?? []).filter(({ sagaUuid }) => !firstUuids.has(sagaUuid));
  return {
    orders: [...first.items, ...behind],
    hasMore: cursor !== null,
    failed,
    showMore: async () => {
      if (cursor === null) return;
      try {
        const page = await client.failures.orders.query({ id: view.id, cursor });
        setFailed(false);
        setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.nextCursor });
      } catch {
        // Said below the table; the rows that are there stay.
        setFailed(true);
      }
    },
  };
}
