import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import { exportOrders } from "#server/operations/list/export-orders";
import type { ListWish } from "#server/operations/list/views";
import { operationsOf } from "#server/operations/operations-of";
import type { ConsoleContext } from "./context.ts";
import { problemResponse, toProblem } from "./problem.ts";

/**
 * A list as a file, streamed: the first rows leave before the last are read. For
 * whoever is signed in, and with no more in it than the list shows.
 */
export function answerExport(
  { session, runtime, log, requestId }: ConsoleContext,
  wish: ListWish,
): Response {
  if (session === null) {
    return problemResponse(toProblem(new AppError("unauthorized", "Sign in first."), newUuid()));
  }
  const lines = exportOrders(operationsOf(runtime), wish);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        log.error({ err: error, requestId }, "export.failed");
        // The file ends in an error in the browser: half a list must not look like a whole one.
        controller.error(error);
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="orders-${new Date().toISOString().slice(0, 10)}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
