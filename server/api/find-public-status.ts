import { publicStatus } from "#server/operations/system/public-status";
import type { PublicStatus } from "#server/operations/system/views";
import { getRuntime } from "#server/runtime";

/** What this process tells anybody of itself; answers even when the database does not. */
export async function findPublicStatus(): Promise<PublicStatus> {
  return publicStatus(await getRuntime());
}
