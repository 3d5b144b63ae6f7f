import type { Mutant } from "./mutant.ts";

/** Attempts, waits and deadlines: what costs something, and what is over when. */
export const THE_BUDGETS: readonly Mutant[] = [
  {
    id: "M48-undo-inherits-the-attempts",
    pitfalls: [22],
    breaks: "Attempts of the forward step are taken from the budget of its undo.",
    file: "server/saga/dispatched-work.ts",
    find: "return { ...opened(saga, work), attempt: 0, tries: 0, inDoubtSince: null };",
    replace: "return { ...opened(saga, work), tries: 0, inDoubtSince: null };",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > starts full for the undo, however much of it the forward step used",
    },
  },
  {
    id: "M49-first-silence-is-the-last",
    pitfalls: [22],
    breaks: "One unknown outcome uses up the whole budget of a step.",
    file: "server/saga/decide-forward.ts",
    find: 'attempt >= budgetOf(step, "forward", policy)',
    replace: 'attempt * 100 >= budgetOf(step, "forward", policy)',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > is used by a timeout and by a job that was fetched again",
    },
  },
  {
    id: "M50-waiting-costs-attempts",
    pitfalls: [22],
    breaks: "A call that was never sent uses an attempt.",
    file: "server/saga/evolve.ts",
    find: "sameWork ? { tries: saga.tries + 1 } :",
    replace: `sameWork
    ? { tries: saga.tries + 1, attempt: saga.attempt + 1 }
    :`,
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > is not used by not_sent",
    },
  },
  {
    id: "M51-retry-with-a-spent-budget",
    pitfalls: [22],
    breaks: "A person's retry goes on with the budget that was used up.",
    file: "server/saga/dispatched-work.ts",
    find: `    parked: null,
    attempt: 0,
    tries: 0,`,
    replace: `    parked: null,
    tries: 0,`,
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > once used up parks the saga where the policy says so, and a retry gives a fresh one",
    },
  },
  {
    id: "M52-retry-after-ignored",
    pitfalls: [],
    breaks: "A partner that asks us to wait a minute is asked again within seconds.",
    file: "server/saga/facts.ts",
    find: '"transient", reply.code, circumstances, reply.retryAfterMs);',
    replace: '"transient", reply.code, circumstances);',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the wait before the next try > is at least what the partner asked for",
    },
  },
  {
    id: "M53-deadline-before-its-time",
    pitfalls: [31],
    breaks: "A deadline that is asked about too early is over.",
    file: "server/saga/decide-command.ts",
    find: "circumstances.now < saga.deadlineAt)",
    replace: "circumstances.now < saga.deadlineAt - circumstances.policy.deadlineMs)",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-command.test.ts",
      test: "the deadline > does nothing before its time, and nothing twice",
    },
  },
  {
    id: "M54-resumed-without-a-clock",
    pitfalls: [31],
    breaks: "A saga that was resumed has no deadline any more.",
    file: "server/saga/facts.ts",
    find: "stepOf(saga.position) === null ? null : freshDeadlineAt;",
    replace: "stepOf(saga.position) === null ? freshDeadlineAt : null;",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-command.test.ts",
      test: "a retry at PENDING_PRESCRIPTION > of a parked saga gives a fresh budget and a fresh deadline",
    },
  },
  {
    id: "M55-clock-runs-on-hold",
    pitfalls: [24],
    breaks: "The deadline runs while the partner that an order waits for is on hold.",
    file: "server/upkeep/expire-deadlines.ts",
    find: "and (p.held_since is not null or p.circuit_cause = 'misconfigured'))",
    replace: "and p.circuit_cause = 'misconfigured')",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "a deadline that has passed > counts for nothing while the partner is on hold or refuses our key",
    },
  },
];
