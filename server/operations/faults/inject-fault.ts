import type { Db } from "#db/client";
import { recordStaffAction } from "#server/auth/record-staff-action";
import { AppError } from "#server/errors";
import type { PartnerName } from "#server/partners/types";
import type { PartnerEnv } from "../system/system-status.ts";
import { faultChoices } from "./fault-words.ts";
import { requireSandbox } from "./require-sandbox.ts";
import { scenariosOf } from "./scenarios-of.ts";
import type { FaultKind } from "./views.ts";

/** Makes a bundled partner misbehave for a while, and keeps who did it. */
export async function injectFault(
  { db, env }: { db: Db; env: PartnerEnv },
  wish: { partner: PartnerName; kind: FaultKind; amount: number; by: string },
): Promise<{ scenarioIds: string[] }> {
  const { partner, kind, amount, by } = wish;
  const control = requireSandbox(env, partner);
  const choice = faultChoices(partner).find((each) => each.kind === kind);
  if (choice === undefined || amount > choice.most) {
    throw new AppError("invalid_request", "This fault is not offered for this partner.", {
      errors: [{ pointer: choice === undefined ? "/kind" : "/amount", code: "out_of_range" }],
    });
  }
  const scenarioIds: string[] = [];
  try {
    for (const scenario of scenariosOf({ partner, kind, amount })) {
      scenarioIds.push(await control.add(scenario));
    }
    const details = { fault: kind, amount };
    await recordStaffAction(db, { kind: "fault_injected", by, subject: partner, details });
  } catch (error) {
    // What nobody can be named for must not go on.
    await Promise.allSettled(scenarioIds.map((id) => control.remove(id)));
    throw error;
  }
  return { scenarioIds };
}
