import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { type IdRange, readIdRange } from "./order-id-range.ts";
import type { OrderListFilter } from "./order-list-filter.ts";
import { allOf, conditionsOf, isNarrow, type Walk, walksOf } from "./order-list-walks.ts";
import { instant } from "./order-status.ts";

export type ListSort = "newest" | "oldest" | "time_left";

/** A row's place in a list. By time left, one without a deadline stands behind all that have one. */
export type ListPlace = { id: number; deadlineMs: number | null };

export type ListedPlaces = {
  places: ListPlace[];
  /** Rows up to this one were looked at and no further: a filter that finds little must not read everything. */
  cutAt: ListPlace | null;
};

/** So many rows of an index a filter looks through before it says that it stopped. */
export const WALK = 10_000;

type Page = { after: ListPlace | null; limit: number };

/** One page of a list, in its order. */
export async function readListedPlaces(
  db: DbOrTx,
  filter: OrderListFilter,
  sort: ListSort,
  { after, limit }: Page,
): Promise<ListedPlaces> {
  const range = await readIdRange(db, filter);
  if (sort !== "time_left") return readById(db, filter, { sort, range, after, limit, walk: WALK });

  const isBehindDeadlines = after !== null && after.deadlineMs === null;
  const first = isBehindDeadlines
    ? { places: [], cutAt: null }
    : await readByDeadline(db, filter, { after, limit });
  const left = limit - first.places.length;
  if (left <= 0 || first.cutAt !== null) return first;
  const rest = await readById(db, filter, {
    sort: "newest",
    range,
    after: isBehindDeadlines ? after : null,
    limit: left,
    withoutDeadline: true,
    walk: WALK,
  });
  return { places: [...first.places, ...rest.places], cutAt: rest.cutAt };
}

const countRow = z.object({ count: z.coerce.number() });

/** Counts no further than `bound`, so that a million rows cost what ten thousand do, among `walk` rows of each index. */
export async function countListed(
  db: DbOrTx,
  filter: OrderListFilter,
  { bound, walk = WALK }: { bound: number; walk?: number },
): Promise<{ count: number; isCut: boolean }> {
  const range = await readIdRange(db, filter);
  const page: ByIdPage = { sort: "newest", range, after: null, limit: bound, walk };
  const cut = await readCut(db, filter, page);
  const { rows } = await db.execute(
    sql`select count(*) as count from (select 1 from (${byId(filter, page, cut)}) as found
        limit ${bound}) as bounded`,
  );
  return { count: countRow.parse(rows[0]).count, isCut: cut !== null };
}

type ByIdPage = Page & {
  sort: "newest" | "oldest";
  range: IdRange;
  withoutDeadline?: boolean;
  /** So far each index is gone along, where a filter may find little. */
  walk: number;
};

const placeRow = z.object({ id: z.coerce.number(), deadlineMs: z.number().nullable() });
const cutRow = z.object({ id: z.coerce.number().nullable() });

async function readById(
  db: DbOrTx,
  filter: OrderListFilter,
  page: ByIdPage,
): Promise<ListedPlaces> {
  const cut = await readCut(db, filter, page);
  const { rows } = await db.execute(
    sql`select id, null as "deadlineMs" from (${byId(filter, page, cut)}) as found
        order by id ${direction(page)} limit ${page.limit}`,
  );
  return {
    places: rows.map((row) => placeRow.parse(row)),
    cutAt: cut === null ? null : { id: cut, deadlineMs: null },
  };
}

/** Each branch walks one index in the list's order and stops at its own limit: together they would have to be sorted. */
function byId(filter: OrderListFilter, page: ByIdPage, cut: number | null): SQL {
  const order = direction(page);
  const beside = allOf([
    page.withoutDeadline === true && sql`s.deadline_at is null`,
    cut !== null && (page.sort === "newest" ? sql`s.id >= ${cut}` : sql`s.id <= ${cut}`),
  ]);
  const limit = sql`order by s.id ${order} limit ${page.limit}`;
  const branches = walksOf(filter).map((walk) => {
    const wanted = sql`${conditionsOf(filter, walk)} and ${beside}`;
    return isBounded(filter, page)
      ? sql`(select s.id from (${walked(walk, page)} limit ${page.walk}) s where ${wanted} ${limit})`
      : sql`(select s.id from order_fulfillment_sagas s
             where ${walk.where} and ${bounds(page)} and ${wanted} ${limit})`;
  });
  return sql.join(branches, sql` union `);
}

/** The rows along one index. The orders' own are walked by the orders' ids, which were given out together with the sagas'. */
function walked({ along, where, fits }: Walk, page: ByIdPage): SQL {
  const order = direction(page);
  if (along === "sagas") {
    return sql`select s.* from order_fulfillment_sagas s
      where ${where} and ${bounds(page)} order by s.id ${order}`;
  }
  return sql`select s.* from (
      select o.id, o.order_uuid, o.notice_kind from orders o where ${where} and ${orderBounds(page)}
      order by o.id ${order} limit ${page.walk}) o
    join order_fulfillment_sagas s using (order_uuid)
    where ${bounds(page)} and ${fits ?? sql`true`} order by s.id ${order}`;
}

/** Where a walk ends that is too long: the last row that it reaches, in a list of one or none. */
function lastOf(walk: Walk, page: ByIdPage): SQL {
  const last = sql`offset ${page.walk - 1} limit 1`;
  if (walk.along === "sagas") return sql`(select s.id from (${walked(walk, page)} ${last}) s)`;
  // Counted in orders: to look all their sagas up would cost as much as the list.
  return sql`(select s.id from (
      select o.order_uuid from orders o where ${walk.where} and ${orderBounds(page)}
      order by o.id ${direction(page)} ${last}) o
    join order_fulfillment_sagas s using (order_uuid) where ${bounds(page)})`;
}

/** The last row that every walk reaches; null when none of them is cut off. */
async function readCut(
  db: DbOrTx,
  filter: OrderListFilter,
  page: ByIdPage,
): Promise<number | null> {
  if (!isBounded(filter, page)) return null;
  const lasts = walksOf(filter).map((walk) => lastOf(walk, page));
  const nearest = page.sort === "newest" ? sql`max(id)` : sql`min(id)`;
  const { rows } = await db.execute(
    sql`select ${nearest} as id from (${sql.join(lasts, sql` union all `)}) as lasts`,
  );
  return cutRow.parse(rows[0]).id;
}

async function readByDeadline(
  db: DbOrTx,
  filter: OrderListFilter,
  { after, limit }: Page,
): Promise<ListedPlaces> {
  const behind =
    after?.deadlineMs == null
      ? sql`true`
      : sql`(s.deadline_at, s.id) > (${instant(after.deadlineMs)}, ${after.id})`;
  const rows = sql`select s.* from order_fulfillment_sagas s
    where s.deadline_at is not null and ${behind} order by s.deadline_at, s.id`;
  const place = sql`s.id, (extract(epoch from s.deadline_at) * 1000)::float8 as "deadlineMs"`;
  const [found, last] = await Promise.all([
    db.execute(sql`select ${place} from (${rows} limit ${WALK}) s where ${conditionsOf(filter, null)}
      order by s.deadline_at, s.id limit ${limit}`),
    db.execute(sql`select ${place} from (${rows} offset ${WALK - 1} limit 1) s`),
  ]);
  const [cutAt] = last.rows.map((row) => placeRow.parse(row));
  return { places: found.rows.map((row) => placeRow.parse(row)), cutAt: cutAt ?? null };
}

const isBounded = (filter: OrderListFilter, page: ByIdPage) =>
  isNarrow(filter) || page.withoutDeadline === true;

const direction = ({ sort }: ByIdPage) => (sort === "newest" ? sql`desc` : sql`asc`);

function bounds({ sort, after, range }: ByIdPage): SQL {
  return allOf([
    after !== null && (sort === "newest" ? sql`s.id < ${after.id}` : sql`s.id > ${after.id}`),
    range.from !== null && sql`s.id >= ${range.from}`,
    range.to !== null && sql`s.id <= ${range.to}`,
  ]);
}

/** Two lanes may have given out ids of the two tables in another order, by a commit's worth. */
const LANES_APART = 1_000;

function orderBounds({ sort, after }: ByIdPage): SQL {
  if (after === null) return sql`true`;
  const reached = sql`(select o.id from order_fulfillment_sagas s join orders o using (order_uuid)
    where s.id = ${after.id})`;
  return sort === "newest"
    ? sql`o.id <= ${reached} + ${LANES_APART}`
    : sql`o.id >= ${reached} - ${LANES_APART}`;
}
