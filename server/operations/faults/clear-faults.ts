import type { Db } from "#db/client";
import { recordStaffAction } from "#server/auth/record-staff-action";
import type { PartnerName } from "#server/partners/types";
import type { PartnerEnv } from "../system/system-status.ts";
import { requireSandbox } from "./require-sandbox.ts";

/** A bundled partner behaves well again. Answers how many faults were taken away. */
export async function clearFaults(
  { db, env }: { db: Db; env: PartnerEnv },
  { partner, by }: { partner: PartnerName; by: string },
): Promise<{ cleared: number }> {
  const control = requireSandbox(env, partner);
  const own = (await control.list()).filter((scenario) => scenario.partner === partner);
  await Promise.all(own.map(({ id }) => control.remove(id)));
  if (own.length > 0) {
    const details = { count: own.length };
    await recordStaffAction(db, { kind: "faults_cleared", by, subject: partner, details });
  }
  return { cleared: own.length };
}
