import { readStream } from "../check-world.ts";
import type { Stage } from "./stage.ts";

/** What was recorded of the order, and what its partners were asked: for whoever looks for the fault. */
export async function tellStory({ world, sagaUuid, order }: Stage): Promise<string> {
  const events = await readStream(world.pool, sagaUuid);
  const orders = order ? await readStream(world.pool, order.orderUuid) : [];
  return [
    `the story of saga ${sagaUuid}:`,
    ...[...events, ...orders].map(
      ({ id, version, type, data }) => `${id} ${version} ${type} ${JSON.stringify(data)}`,
    ),
    ...world.partners.calls
      .filter((call) => call.sagaUuid === sagaUuid)
      .map((call) => JSON.stringify(call)),
  ].join("\n");
}
