import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Reads a query because something has changed. A read that is under way may be
 * older than the change, so another follows it; it is not cut off, or a page that
 * changes all the time would never be repainted.
 */
export async function readAnew(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const read = () => client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
  if (client.isFetching({ queryKey, exact: true }) > 0) await read();
  await read();
}
