import type { PartnerName } from "#server/partners/types";
import type { Scenario, ScenarioWish } from "./sandbox-control.ts";
import type { FaultKind } from "./views.ts";

type Dial = { partner: PartnerName; kind: FaultKind; amount: number };

const EXTRA_LATENCY_MS = 3_000;

/** What the sandbox calls a fault. Look-ups misbehave there only when they are named. */
export function scenariosOf({ partner, kind, amount }: Dial): ScenarioWish[] {
  const isMail = partner === "notifications";
  const both = (wish: Omit<ScenarioWish, "partner">): ScenarioWish[] => [
    { partner, ...wish },
    ...(isMail ? [] : [{ partner, ...wish, operation: "lookup" }]),
  ];
  switch (kind) {
    case "slow":
      return [{ partner, behaviour: "latency", ms: EXTRA_LATENCY_MS, times: amount }];
    case "outage":
      return both({ behaviour: "outage", seconds: amount });
    case "cut":
      return [{ partner, behaviour: "drop_before", times: amount }];
    case "refuse":
      return [{ partner, behaviour: isMail ? "permanent" : "reject", times: amount }];
    case "lost_answer":
      return [{ partner, behaviour: "drop_after", times: amount }];
    case "wrong_key":
      return both({ behaviour: "config_401", times: amount });
  }
}

const KIND_OF: Readonly<Record<string, FaultKind>> = {
  latency: "slow",
  outage: "outage",
  drop_before: "cut",
  reject: "refuse",
  permanent: "refuse",
  drop_after: "lost_answer",
  config_401: "wrong_key",
};

/** Null for what a test or a tool has asked the sandbox for and this page does not offer. */
export function kindOfScenario({ behaviour }: Scenario): FaultKind | null {
  return KIND_OF[behaviour] ?? null;
}
