import type { Mutant } from "./mutant.ts";

/** Jobs that are lost, given up or never answered. */
export const THE_SWEEP: readonly Mutant[] = [
  {
    id: "M81-sweep-ends-at-a-failure",
    pitfalls: [29],
    breaks: "One rule of the sweep that fails keeps the others from running.",
    file: "server/upkeep/sweep.ts",
    find: 'context.log.warn({ err: error, rule }, "sweep.rule_failed");',
    replace: `context.log.warn({ err: error, rule }, "sweep.rule_failed");
        throw error;`,
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "a rule that fails keeps no other from running",
    },
  },
  {
    id: "M82-deleted-job-unmissed",
    pitfalls: [32],
    breaks: "A job that vanished from the queue is not missed.",
    file: "server/upkeep/heal-lost-jobs.ts",
    find: "and j.is_live is not true",
    replace: "and j.is_live is false",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "work whose job was lost > is queued again under the same dispatch, and no event tells of it",
    },
  },
  {
    id: "M83-heal-under-the-old-id",
    pitfalls: [38],
    breaks: "A lost job is queued again under the id that a finished one still has.",
    file: "server/upkeep/heal-lost-jobs.ts",
    find: "jobIdOf(sagaUuid, dispatch, 1 + jobsBefore)",
    replace: "jobIdOf(sagaUuid, dispatch, 0 * jobsBefore)",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "work whose job was lost > is not swallowed by a finished job that still stands under its id",
    },
  },
  {
    id: "M84-unanswered-cancel-waits",
    pitfalls: [29],
    breaks: "A cancel that waits for a call whose answer never comes waits for ever.",
    file: "server/upkeep/turn-unanswered-cancels.ts",
    find: "g.direction = 'forward' and g.cancel_requested_at is not null",
    replace: "g.direction = 'undo' and g.cancel_requested_at is not null",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "an undo of an order that waits for a partner on hold begins although nobody calls",
    },
  },
  {
    id: "M85-old-dead-letter-parks",
    pitfalls: [21],
    breaks: "A dead letter of a dispatch that is over parks the saga.",
    file: "server/saga/decide-dead-letter.ts",
    find: "if (!work || saga.parked || dispatch !== saga.dispatch)",
    replace: "if (!work || saga.parked || dispatch < 0)",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-dead-letter.test.ts",
      test: "work at PENDING_SHIPMENT that the queue gave up > of an older dispatch is nobody's business any more",
    },
  },
  {
    id: "M86-dead-letter-is-certain",
    pitfalls: [],
    breaks: "Work that the queue gave up counts as never called for.",
    file: "server/saga/decide-dead-letter.ts",
    find: "return accept(noted, ...(turns ?",
    replace: "return accept(...(turns && noted ?",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-dead-letter.test.ts",
      test: "work at PENDING_PRESCRIPTION that the queue gave up > waits for a person, in doubt, since somebody may have called",
    },
  },
];
