/**
 * A write one of whose parameters, the second if nothing else is said, tells how
 * many rows it must write. COMMIT is on its way behind it, so it has to fail in
 * Postgres, by a division by zero: one row that is not as it was known, and
 * nothing of the batch is kept.
 */
export function allOrFail(write: string, count = "$2"): string {
  return `with written as (${write} returning 1)
    select count(*) / (count(*) = ${count}::int)::int from written`;
}
