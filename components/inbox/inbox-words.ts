import type { BoundedCount } from "#server/operations/list/views";
import { formatCount } from "@/components/console/count";

/** How many need a person and in which order they stand: the same words wherever the list is. */
export function inboxWords(all: BoundedCount): string {
  if (all.count === 0) return "Nobody is needed";
  const orders = all.count === 1 && !all.atLeast ? "order" : "orders";
  return `${formatCount(all)} ${orders}, shortest time left first`;
}
