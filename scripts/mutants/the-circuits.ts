import type { Mutant } from "./mutant.ts";

/** Partners that fail, or that a person put on hold, are left alone. */
export const THE_CIRCUITS: readonly Mutant[] = [
  {
    id: "M65-one-circuit-both-ways",
    pitfalls: [],
    breaks: "A partner that fails at making is not asked to take back either.",
    file: "server/circuits/circuit.ts",
    find: '"release-inventory": { partner: "inventory", direction: "undo" },',
    replace: '"release-inventory": { partner: "inventory", direction: "forward" },',
    killedBy: {
      project: "unit",
      file: "server/circuits/circuit.test.ts",
      test: "each job has a circuit of its own, so that what is made never stops what is taken back",
    },
  },
  {
    id: "M66-every-worker-probes",
    pitfalls: [],
    breaks: "Every worker tries at once whether a failing partner is well again.",
    file: "server/circuits/partner-status.ts",
    find: ` and (probe_until is null or \${isOver("probe_until")})\`;`,
    replace: "`;",
    killedBy: {
      project: "int",
      file: "jobs/circuits.int.test.ts",
      test: "a partner that fails > is tried by one call at a time, however many workers wait for it",
    },
  },
  {
    id: "M67-failing-goes-unnoticed",
    pitfalls: [],
    breaks: "A partner that fails every call is called by all orders all the same.",
    file: "server/circuits/health-of.ts",
    find: "OURS.has(code) || ABOUT_ONE_MESSAGE.test(code) ? SAYS_NOTHING :",
    replace: "OURS.has(code) || !ABOUT_ONE_MESSAGE.test(code) ? SAYS_NOTHING :",
    killedBy: {
      project: "unit",
      file: "server/circuits/health-of.test.ts",
      test: "a partner is failing > that does not answer in time",
    },
  },
  {
    id: "M68-held-partner-is-called",
    pitfalls: [],
    breaks: "A partner that a person put on hold is called all the same.",
    file: "server/circuits/circuit-board.ts",
    find: 'if (held) return { type: "held" };',
    replace: 'if (held && cause !== null) return { type: "held" };',
    killedBy: {
      project: "int",
      file: "jobs/worker.int.test.ts",
      test: "a partner on hold > is not called, parks nothing and costs nothing; released, its orders go on with a fresh deadline",
    },
  },
  {
    id: "M69-dead-probe-holds-the-circuit",
    pitfalls: [28],
    breaks:
      "A circuit whose probe died with its worker stays shut until the probe would have timed out.",
    file: "server/circuits/partner-status.ts",
    find: "where probed_by is not null and not (probed_by = any($1::int[]))",
    replace: "where probed_by is not null and probed_by = any($1::int[])",
    killedBy: {
      project: "int",
      file: "jobs/take-over.int.test.ts",
      test: "a circuit whose probe died with its worker is tried by another at once",
    },
  },
];
