import type { Saga } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

import { SAGA_COLUMNS, toColumns } from "./saga-row.ts";

const COLUMNS = Object.keys(SAGA_COLUMNS);
const isInstant = (type: string) => type === "timestamptz";
const ARRAYS = Object.values(SAGA_COLUMNS).map(
  (type, i) => `$${i + 1}::${isInstant(type) ? "float8" : type}[]`,
);
/** Each column's value out of the parameters. */
const VALUES = Object.entries(SAGA_COLUMNS).map(([column, type]) => ({
  column,
  value: isInstant(type) ? `to_timestamp(i.${column} / 1000)` : `i.${column}`,
}));
/** What a saga is born with and keeps. */
const FIXED = new Set(["saga_uuid", "order_uuid", "started_at", "definition_version"]);

const INSERT = `
  insert into order_fulfillment_sagas (${COLUMNS.join(", ")}, created_at)
  select ${VALUES.map(({ value }) => value).join(", ")}, to_timestamp(i.started_at / 1000)
  from unnest(${ARRAYS.join(", ")}) i(${COLUMNS.join(", ")})`;

// No second join: with one, the planner scans every saga although it may not.
const UPDATE = `
  update order_fulfillment_sagas g
  set ${VALUES.filter(({ column }) => !FIXED.has(column))
    .map(({ column, value }) => `${column} = ${value}`)
    .join(", ")}
  from unnest(${ARRAYS.join(", ")}, $${COLUMNS.length + 1}::int[]) i(${COLUMNS.join(", ")}, version_before)
  where g.saga_uuid = i.saga_uuid and g.version = i.version_before`;

/** Writes each saga once, as the batch leaves it; fails if a row is not as it was locked. */
export async function writeSagas(tx: LaneTx, batch: Batch): Promise<void> {
  const all = [...batch.after.values()];
  const born = all.filter((saga) => !batch.before.has(saga.sagaUuid));
  const moved = all.filter((saga) => batch.before.has(saga.sagaUuid));
  const versions = moved.map((saga) => batch.before.get(saga.sagaUuid)?.version ?? 0);
  const [inserted, updated] = await Promise.all([
    born.length > 0 ? tx.query("insert-sagas", INSERT, transposed(born.map(toRow))) : null,
    moved.length > 0
      ? tx.query("update-sagas", UPDATE, [...transposed(moved.map(toRow)), versions])
      : null,
  ]);
  const written = (inserted?.rowCount ?? 0) + (updated?.rowCount ?? 0);
  if (written !== all.length) {
    throw new Error(`Bug: ${all.length - written} of ${all.length} locked sagas were not written`);
  }
}

const UPDATE_ORDERS = `
  update orders o
  set version = i.version, cancelled_at = i.cancelled_at, notice_kind = i.notice_kind,
      notice_state = i.notice_state, notice_code = i.notice_code, notice_at = i.notice_at,
      updated_at = i.updated_at
  from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
              $7::timestamptz[], $8::timestamptz[])
    i(order_uuid, version, cancelled_at, notice_kind, notice_state, notice_code, notice_at, updated_at)
  where o.order_uuid = i.order_uuid`;

/** Writes what changed of each order: its stream's version, its end, what the customer was told. */
export async function writeOrders(tx: LaneTx, batch: Batch): Promise<void> {
  const heads = [...batch.changedOrders.values()];
  if (heads.length === 0) return;
  const iso = (instant: number | null) =>
    instant === null ? null : new Date(instant).toISOString();
  const { rowCount } = await tx.query("update-orders", UPDATE_ORDERS, [
    heads.map((head) => head.orderUuid),
    heads.map((head) => head.version),
    heads.map((head) => iso(head.cancelledAt)),
    heads.map((head) => head.noticeKind),
    heads.map((head) => head.noticeState),
    heads.map((head) => head.noticeCode),
    heads.map((head) => iso(head.noticeAt)),
    heads.map(() => iso(batch.now)),
  ]);
  if (rowCount !== heads.length) throw new Error("Bug: a locked order was not written");
}

/** Instants in milliseconds: they cost less than a text on both sides. */
const toRow = (saga: Saga) => toColumns(saga, (ms) => ms);

/** Rows to columns: one array parameter a column. */
function transposed<T>(rows: readonly (readonly T[])[]): T[][] {
  return COLUMNS.map((_, column) => rows.map((row) => row[column]).filter((v) => v !== undefined));
}
