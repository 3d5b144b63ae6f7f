/**
 * A write whose second parameter says how many rows it must write. COMMIT is on
 * its way behind it, so it has to fail in Postgres, by a division by zero: one
 * row that is not as it was locked, and nothing of the batch is kept.
 */
export function allOrFail(write: string): string {
  return `with written as (${write} returning 1)
    select count(*) / (count(*) = $2::int)::int from written`;
}
