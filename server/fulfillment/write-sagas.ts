import { field, packRows, unpacked } from "#server/packed-rows";
import type { Saga } from "#server/saga/types";
import { allOrFail } from "./all-or-fail.ts";
import type { Batch, OrderHead } from "./batch.ts";
import type { LaneTx } from "./lane.ts";
import { SAGA_COLUMNS, toColumns } from "./saga-row.ts";

/** Each column's value out of a packed row. */
const VALUES = Object.entries(SAGA_COLUMNS).map(([column, type], index) => ({
  column,
  value: field("i", index + 1, type),
}));
const valueIn = (wanted: string) => VALUES.find(({ column }) => column === wanted)?.value;
/** What a saga is born with and keeps. */
const FIXED = new Set(["saga_uuid", "order_uuid", "started_at", "definition_version"]);

const INSERT = `
  insert into order_fulfillment_sagas (${VALUES.map(({ column }) => column).join(", ")}, created_at)
  select ${VALUES.map(({ value }) => value).join(", ")}, ${valueIn("started_at")}
  from ${unpacked("$1", "i")}`;

// No second join: with one, the planner scans every saga although it may not.
const UPDATE = allOrFail(`
  update order_fulfillment_sagas g
  set ${VALUES.filter(({ column }) => !FIXED.has(column))
    .map(({ column, value }) => `${column} = ${value}`)
    .join(", ")}, job_dispatch = ${field("i", VALUES.length + 2, "int")}
  from ${unpacked("$1", "i")}
  where g.saga_uuid = ${valueIn("saga_uuid")}
    and g.version = ${field("i", VALUES.length + 1, "int")}`);

/** Writes each saga once, as the batch leaves it; fails if a row is not as it was locked. */
export async function writeSagas(tx: LaneTx, batch: Batch): Promise<void> {
  // Sorted: those that no select has locked are locked here, in the order of all.
  const all = [...batch.after.values()].sort((a, b) => (a.sagaUuid < b.sagaUuid ? -1 : 1));
  const born = all.filter((saga) => !batch.before.has(saga.sagaUuid));
  const moved = all.filter((saga) => batch.before.has(saga.sagaUuid));
  const versionBefore = ({ sagaUuid }: Saga) => batch.before.get(sagaUuid)?.version ?? 0;
  const jobDispatch = ({ sagaUuid, dispatch }: Saga) => {
    const kept = batch.keptJobs.get(sagaUuid);
    return kept === dispatch ? null : (kept ?? null);
  };
  await Promise.all([
    born.length > 0 && tx.query("insert-sagas", INSERT, [packRows(born.map(toRow))]),
    moved.length > 0 &&
      tx.query("update-sagas", UPDATE, [
        packRows(moved.map((saga) => [...toRow(saga), versionBefore(saga), jobDispatch(saga)])),
        moved.length,
      ]),
  ]);
}

/** What of an order changes with its end, and with what its customer was told. */
const HEAD = [
  ["version", "int", (head) => head.version],
  ["cancelled_at", "timestamptz", (head) => head.cancelledAt],
  ["notice_kind", "text", (head) => head.noticeKind],
  ["notice_state", "text", (head) => head.noticeState],
  ["notice_code", "text", (head) => head.noticeCode],
  ["notice_at", "timestamptz", (head) => head.noticeAt],
] as const satisfies [string, string, (head: OrderHead) => string | number | null][];

const UPDATE_ORDERS = allOrFail(`
  update orders o
  set ${HEAD.map(([column, type], index) => `${column} = ${field("i", index + 2, type)}`).join(", ")},
    updated_at = $3::timestamptz
  from ${unpacked("$1", "i")}
  where o.order_uuid = ${field("i", 1, "uuid")}`);

/** Writes what changed of each order: its stream's version, its end, what the customer was told. */
export async function writeOrders(tx: LaneTx, batch: Batch): Promise<void> {
  const heads = [...batch.changedOrders.values()];
  if (heads.length === 0) return;
  await tx.query("update-orders", UPDATE_ORDERS, [
    packRows(heads.map((head) => [head.orderUuid, ...HEAD.map(([, , read]) => read(head))])),
    heads.length,
    new Date(batch.now).toISOString(),
  ]);
}

/** Instants in milliseconds: they cost less than a text on both sides. */
const toRow = (saga: Saga) => toColumns(saga, (ms) => ms);
