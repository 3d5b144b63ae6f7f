import type { readSandboxHealth } from "#server/audit/ledger";
import type { Result } from "#server/audit/run-audit";
import type { Injection } from "./faults.ts";
import { type Effects, judgeEffects } from "./judge-effects.ts";
import { judgeHealing, judgeInjections } from "./judge-healing.ts";
import { judgeOrders, none } from "./judge-orders.ts";
import type { Tail } from "./liveness-tail.ts";
import type { Load } from "./place-load.ts";
import type { End } from "./read-ends.ts";
import type { Recoveries } from "./read-recoveries.ts";
import type { Section } from "./report-table.ts";
import type { Settled } from "./settle.ts";
import { many, type Verdict, verdict } from "./verdicts.ts";

/** Everything that a run has found out; what it means is for the judges. */
export type ChaosFacts = {
  load: Load;
  injections: Injection[];
  tail: Tail;
  settled: Settled;
  settleWithinMs: number;
  ends: End[];
  effects: ReadonlyMap<string, Effects>;
  partnersHealth: Awaited<ReturnType<typeof readSandboxHealth>>;
  recoveries: Recoveries;
  heals: number;
  audit: readonly Result[];
  /** Of the last minute of faults: on a machine that others use as well, everything takes longer. */
  machine: { load: number; cores: number };
};

/** Every promise, held against what a run has left behind. */
export function judgeRun(facts: ChaosFacts): Section[] {
  const tailOrderIds = new Set(facts.tail.orderIds);
  return [
    { title: "orders", verdicts: judgeOrders({ ...facts, tailOrderIds }) },
    { title: "partners", verdicts: judgePartners(facts) },
    { title: "healing", verdicts: judgeHealing(facts) },
    { title: "audit", verdicts: facts.audit.map(judgeCheck) },
    {
      title: "faults",
      verdicts: [...judgeInjections(facts.injections), describeMachine(facts.machine)],
    },
  ];
}

function describeMachine({ load, cores }: ChaosFacts["machine"]): Verdict {
  return verdict("machine: load on its cores meanwhile", `${load.toFixed(1)} on ${cores}`);
}

function judgePartners({ ends, effects, partnersHealth }: ChaosFacts): Verdict[] {
  const owners = ends.map(({ orderNumber, state, step, parkedReason, wasShipped }) => ({
    orderNumber,
    state,
    atRest: step === null && parkedReason === null,
    wasShipped,
  }));
  const faults = judgeEffects(owners, effects);
  const { invariantViolations, repeatedMails } = partnersHealth;
  return [
    none("double effects", faults.double),
    none("leaked effects", faults.leaked),
    none("missing effects", faults.missing),
    none("customers told twice", faults.repeatedMessages),
    verdict("messages that came again, recognised", many(repeatedMails)),
    verdict("effects that the partners refused to double", many(invariantViolations), {
      allowed: "0",
      holds: invariantViolations === 0,
    }),
  ];
}

function judgeCheck(result: Result): Verdict {
  switch (result.status) {
    case "holds":
      return verdict(result.name, `${many(result.count)} ${result.of}`);
    case "skipped":
      return verdict(result.name, "skipped", { holds: false, offenders: [result.because] });
    case "broken": {
      const { offender, others } = result;
      const more = others === 0 ? [] : [`and ${others} more`];
      return verdict(result.name, "broken", { holds: false, offenders: [offender, ...more] });
    }
  }
}
