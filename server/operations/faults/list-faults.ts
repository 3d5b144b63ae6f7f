import { PARTNERS } from "#server/partners/types";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import { isSandboxed, type PartnerEnv } from "../system/system-status.ts";
import { faultChoices, titleOf } from "./fault-words.ts";
import { type Scenario, sandboxControl } from "./sandbox-control.ts";
import { kindOfScenario } from "./scenarios-of.ts";
import type { ActiveFault, FaultsView } from "./views.ts";

/** What may be injected, and what is injected now. Without a bundled partner there is nothing. */
export async function listFaults({ env }: { env: PartnerEnv }): Promise<FaultsView> {
  const url = env.SANDBOX_URL;
  const now = Date.now();
  const asOf = new Date(now).toISOString();
  if (url === undefined) return { partners: [], active: [], asOf };
  const bundled = PARTNERS.filter((partner) => isSandboxed(partner, env));
  const scenarios = bundled.length === 0 ? [] : await sandboxControl(url).list();
  return {
    partners: bundled.map((partner) => ({
      partner,
      name: PARTNER_NAME[partner],
      choices: faultChoices(partner),
    })),
    active: scenarios
      .filter((scenario) => isGoingOn(scenario, now) && bundled.includes(scenario.partner))
      // Its twin for the other requests says the same.
      .filter((scenario) => scenario.operation !== "lookup" || !hasTwin(scenario, scenarios))
      .map(activeFault),
    asOf,
  };
}

function endOf({ behaviour, createdAt, seconds }: Scenario): number | null {
  return behaviour === "outage" ? createdAt + seconds * 1_000 : null;
}

/** What a test or a tool has asked the sandbox for. */
function otherTitle({ behaviour }: Scenario): string {
  return behaviour === "unavailable" ? "Answers with error 503" : "Misbehaves as a test asked";
}

/** The sandbox forgets what is over only when it is called the next time. */
function isGoingOn(scenario: Scenario, now: number): boolean {
  const end = endOf(scenario);
  return end === null ? scenario.remaining > 0 : end > now;
}

function hasTwin(scenario: Scenario, all: readonly Scenario[]): boolean {
  const { partner, behaviour } = scenario;
  return all.some(
    (other) =>
      other.partner === partner && other.behaviour === behaviour && other.operation === undefined,
  );
}

function activeFault(scenario: Scenario): ActiveFault {
  const kind = kindOfScenario(scenario);
  const end = endOf(scenario);
  return {
    faultId: scenario.id,
    partner: scenario.partner,
    title: kind === null ? otherTitle(scenario) : titleOf(kind),
    since: new Date(scenario.createdAt).toISOString(),
    endsAt: end === null ? null : new Date(end).toISOString(),
    requestsLeft: end === null ? scenario.remaining : null,
  };
}
