import {
  type Behaviour,
  type Injection,
  PROCESS_FAULT_WORDS,
  type ProcessFaultType,
} from "./faults.ts";
import { TAIL_WITHIN_MS, type Tail } from "./liveness-tail.ts";
import { type Rest, type Spread, spreadOf } from "./measure-recovery.ts";
import type { Recoveries } from "./read-recoveries.ts";
import type { Silence } from "./read-silences.ts";
import type { Blockade } from "./samples.ts";
import type { Settled } from "./settle.ts";
import { inSeconds, many, type Verdict, verdict } from "./verdicts.ts";

const RECOVERED_WITHIN_MS = 10_000;
/** A proof from which most of its faults are missing proves nothing. */
const LEAST_INJECTED = 0.8;

/** How fast everything went on after it was killed, and that it goes on at the end. */
export function judgeHealing(facts: {
  recoveries: Recoveries;
  tail: Tail;
  settled: Settled;
  settleWithinMs: number;
  heals: number;
}): Verdict[] {
  const { recoveries, tail, settled, settleWithinMs, heals } = facts;
  const rests = recoveries.kills.flat();
  return [
    verdict("jobs queued again by the sweeper", many(heals)),
    verdict("worker kills", measured(recoveries)),
    rest("  work that was handed over goes on after", rests, "handed_over"),
    rest("  work that was fetched cold goes on after", rests, "cold"),
    recovery("Postgres stopped: places and outcomes go on after", recoveries.postgresMs),
    verdict("longest that no worker was alive", inSeconds(recoveries.longestUnmannedMs)),
    blockade(recoveries.blockades),
    silence(recoveries.silences),
    verdict(
      "longest that due work rested, slow partners included",
      inSeconds(recoveries.longestRestMs),
    ),
    comeback("web killed: places go on after", recoveries.webMs),
    verdict(
      "last orders, after all faults",
      `${tail.orderIds.length - tail.open.length} of ${tail.orderIds.length} in ${inSeconds(tail.tookMs)}`,
      {
        allowed: `all in ${inSeconds(TAIL_WITHIN_MS)}`,
        offenders: tail.open.map((orderNumber) => `${orderNumber} was not completed in time`),
      },
    ),
    verdict("all still, after the last order", inSeconds(settled.tookMs), {
      allowed: `<= ${inSeconds(settleWithinMs)}`,
      holds: settled.isStill,
      offenders: settled.isStill ? [] : [`left: ${JSON.stringify(settled.standing)}`],
    }),
  ];
}

function measured({ kills, unmeasuredKills }: Recoveries): string {
  const holding = kills.filter((held) => held.length > 0).length;
  return `${holding} held work, ${kills.length - holding} none, ${unmeasuredKills} unknown`;
}

function rest(label: string, rests: readonly Rest[], kind: Rest["kind"]): Verdict {
  const of = rests.filter((each) => each.kind === kind);
  const slow = of.filter(({ restedMs }) => isSlow(restedMs));
  return recovery(
    label,
    of.map(({ restedMs }) => restedMs),
    slow
      .toSorted((a, b) => (b.restedMs ?? Number.MAX_VALUE) - (a.restedMs ?? Number.MAX_VALUE))
      .map(describeRest),
  );
}

function describeRest({ sagaUuid, restedMs, causes }: Rest): string {
  const rested = restedMs === null ? "never moved again" : `rested for ${inSeconds(restedMs)}`;
  return `saga ${sagaUuid} ${rested} (${causes.join(", ")})`;
}

const isSlow = (ms: number | null) => ms === null || ms >= RECOVERED_WITHIN_MS;

function recovery(
  label: string,
  lengthsMs: readonly (number | null)[],
  offenders: readonly string[] = [],
): Verdict {
  const known = lengthsMs.filter((ms) => ms !== null);
  const never = lengthsMs.length - known.length;
  return verdict(label, inWords(spreadOf(known)) + (never > 0 ? `, ${never} never` : ""), {
    allowed: `< ${inSeconds(RECOVERED_WITHIN_MS)}`,
    holds: !lengthsMs.some(isSlow),
    offenders,
  });
}

function blockade(blockades: readonly Blockade[]): Verdict {
  const long = blockades.filter(({ lengthMs }) => lengthMs >= RECOVERED_WITHIN_MS);
  return verdict(
    "longest that a dead worker kept a partner's circuit shut",
    inSeconds(blockades[0]?.lengthMs ?? 0),
    {
      allowed: `< ${inSeconds(RECOVERED_WITHIN_MS)}`,
      offenders: long.map(
        ({ circuit, fromMs, lengthMs }) =>
          `${circuit} from ${new Date(fromMs).toISOString()} for ${inSeconds(lengthMs)}`,
      ),
    },
  );
}

/** Whoever is killed or stopped, the others must not be held up by him. */
function silence(silences: readonly Silence[]): Verdict {
  const long = silences.filter(({ lengthMs }) => lengthMs >= RECOVERED_WITHIN_MS);
  const longestMs = silences[0]?.lengthMs;
  const found = longestMs === undefined ? "under 2 s" : inSeconds(longestMs);
  return verdict("longest that nothing at all was recorded", found, {
    allowed: `< ${inSeconds(RECOVERED_WITHIN_MS)}`,
    offenders: long.map(
      ({ fromMs, lengthMs, causes }) =>
        `from ${new Date(fromMs).toISOString()} for ${inSeconds(lengthMs)} (${causes.join(", ")})`,
    ),
  });
}

/** No bound is promised, but that it comes. */
function comeback(label: string, lengthsMs: readonly (number | null)[]): Verdict {
  const judged = recovery(label, lengthsMs);
  return { ...judged, allowed: null, holds: !lengthsMs.includes(null) };
}

function inWords(spread: Spread | null): string {
  if (spread === null) return "nothing to measure";
  const { medianMs, slowestMs, count } = spread;
  return `${inSeconds(medianMs)}, slowest ${inSeconds(slowestMs)} (${many(count)})`;
}

/** That everything planned was done, and that the partners' misbehaviour was met by calls. */
export function judgeInjections(injections: readonly Injection[]): Verdict[] {
  return [
    ...Object.entries(PROCESS_FAULT_WORDS).flatMap(([type, words]) =>
      coverage(
        words,
        injections.filter(({ fault }) => fault.type === type),
      ),
    ),
    ...judgeMisbehaviours(injections),
  ];
}

function coverage(label: string, some: readonly Injection[]): Verdict[] {
  if (some.length === 0) return [];
  const missed = some.filter(({ status }) => status === "not_injected");
  const done = some.length - missed.length;
  const offenders = missed.flatMap((each) =>
    each.status === "not_injected" ? [`${label}, not injected: ${each.why}`] : [],
  );
  // Of few, one may meet somebody who does not run just then.
  const bearable = Math.max(1, some.length * (1 - LEAST_INJECTED));
  const holds = done > 0 && missed.length <= bearable;
  return [verdict(label, `${done} of ${some.length}`, { holds, offenders })];
}

function judgeMisbehaviours(injections: readonly Injection[]): Verdict[] {
  const some = injections.filter(({ fault }) => fault.type === "misbehave");
  const planned = new Set(some.map(behaviourOf));
  const met = some.filter((each) => {
    return each.status === "injected" && each.seen.type === "misbehaved" && each.seen.met;
  });
  const kinds = new Set(met.map(behaviourOf));
  const unmet = [...planned].filter((kind) => !kinds.has(kind));
  return [
    ...coverage("partners misbehaved", some),
    verdict("  met by a call", many(met.length)),
    verdict("  in so many ways", `${kinds.size} of ${planned.size}`),
    ...unmet.map((kind) => verdict("    met by no call", kind)),
  ];
}

function behaviourOf({ fault }: Injection): Behaviour | ProcessFaultType {
  return fault.type === "misbehave" ? fault.scenario.behaviour : fault.type;
}
