import { parse, v5 } from "uuid";

/** Namespace of the actions of bulk operations; a random constant, never to be changed. */
const BULK_ACTIONS = parse("b1d6a3f4-90c7-4a2e-8f35-6f1f0e9c2d48");

/** The same order of the same operation is always the same action: asked for twice, it is done once. */
export function actionOf(bulkUuid: string, sagaUuid: string): string {
  return v5(Buffer.from(`${bulkUuid}:${sagaUuid}`), BULK_ACTIONS);
}
