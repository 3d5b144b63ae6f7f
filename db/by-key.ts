import pg from "pg";

/**
 * Settings of a connection whose statements all find their rows by a key. Plans
 * made while the tables are small must hold when they are large, so the planner
 * may only use indexes, in their own order. Measured: unpinned, an update from a
 * list of rows scans every saga, and a fetch sorts the whole queue.
 */
export const BY_KEY =
  "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c enable_sort=off " +
  "-c enable_incremental_sort=off -c jit=off " +
  // What is prepared has one plan whatever its parameters: planning anew took a third of a small commit.
  "-c plan_cache_mode=force_generic_plan " +
  // Instants come as V8 reads them fastest.
  "-c TimeZone=UTC";

/** Reads instants as a connection in UTC sends them: a saga's row holds eight, and each is read for each step. */
export const UTC_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.TIMESTAMPTZ
      ? (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
      : pg.types.getTypeParser(oid, format),
};
