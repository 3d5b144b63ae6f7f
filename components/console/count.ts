import type { BoundedCount } from "#server/operations/list/views";

/** `1,284`, or `10,000 or more` when counting stopped there. */
export function formatCount({ count, atLeast }: BoundedCount): string {
  return atLeast ? `${formatNumber(count)} or more` : formatNumber(count);
}

/** Thousands with a comma. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat("en-GB").format(value);
}
