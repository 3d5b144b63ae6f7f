import type { Mutant } from "./mutant.ts";

/** Jobs that are lost, given up or never answered. */
export const THE_SWEEP: readonly Mutant[] = [
  {
    id: "M83-sweep-ends-at-a-failure",
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
    id: "M84-deleted-job-unmissed",
    pitfalls: [32],
    breaks: "A job that vanished from the queue is not missed.",
    file: "server/upkeep/heal-lost-jobs.ts",
    find: "where g.moving is not null",
    replace:
      "where g.moving is not null and exists (select from pgboss.job where data->>'sagaUuid' = g.saga_uuid::text)",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "work whose job was lost > is queued again under the same dispatch, and no event tells of it",
    },
  },
  {
    id: "M85-heal-under-the-old-id",
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
    id: "M86-unanswered-cancel-waits",
    pitfalls: [29],
    breaks: "A cancel that waits for a call whose answer never comes waits for ever.",
    file: "server/upkeep/turn-unanswered-cancels.ts",
    find: "g.moving = 'forward' and g.cancel_requested_at is not null",
    replace: "g.moving = 'undo' and g.cancel_requested_at is not null",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "an undo of an order that waits for a partner on hold begins although nobody calls",
    },
  },
  {
    id: "M87-old-dead-letter-parks",
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
    id: "M88-dead-letter-is-certain",
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
  {
    id: "M89-called-within-the-lease",
    pitfalls: [28],
    breaks: "A job that was lost is queued again at once, although whoever had it may be calling.",
    file: "server/upkeep/heal-lost-jobs.ts",
    find: "new Date(mayBeCalled ? until : dueAt)",
    replace: "new Date(dueAt)",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "work whose job was lost > is left alone until its lease is over: whoever had the job may call still",
    },
  },
  {
    id: "M90-lost-message-never-left",
    pitfalls: [],
    breaks: "A message whose job was lost counts as never sent.",
    file: "server/upkeep/requeue-notices.ts",
    find: "doubted: true }",
    replace: "doubted: false }",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "work whose job was lost > of a message to a customer counts as one that may have arrived",
    },
  },
  {
    id: "M91-parked-behind-the-mended",
    pitfalls: [29],
    breaks: "An order that parked just when its partner was found to be well waits for ever.",
    file: "server/upkeep/resume-waiting.ts",
    find: `  where g.parked_reason = 'PARTNER_MISCONFIGURED'
    and not exists`,
    replace: `  where g.parked_reason = 'PARTNER_MISCONFIGURED'
    and exists`,
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "an order that rests > because it parked just when its partner was found to be well goes on",
    },
  },
  {
    id: "M92-left-by-the-older-build",
    pitfalls: [25],
    breaks: "An order that an older build could not read is not taken up by one that can.",
    file: "server/upkeep/resume-waiting.ts",
    find: "g.min_reader_version <= $1",
    replace: "g.min_reader_version > $1",
    killedBy: {
      project: "int",
      file: "jobs/sweep.int.test.ts",
      test: "an order that rests > because an older build could not read it goes on with one that can",
    },
  },
  {
    id: "M93-waiting-jobs-vanish",
    pitfalls: [32],
    breaks: "The queue deletes what waits for a partner that is away for long.",
    file: "server/queue/queues.ts",
    find: "retentionSeconds: 90 * 86_400",
    replace: "retentionSeconds: 14 * 86_400",
    killedBy: {
      project: "int",
      file: "server/queue/queues.int.test.ts",
      test: "the queues > keep what waits for a partner that is away for a month",
    },
  },
  {
    id: "M94-called-before-all-resumed",
    pitfalls: [21],
    breaks: "Calls leave for a released partner before the orders that waited are resumed.",
    file: "server/upkeep/reopen-partners.ts",
    find: `    const resumed = await resumeWaiting(context, circuit);
    await reopen(pool, circuit);
`,
    replace: `    await reopen(pool, circuit);
    const resumed = await resumeWaiting(context, circuit);
`,
    killedBy: {
      project: "int",
      file: "jobs/worker.int.test.ts",
      test: "a partner on hold > is not called, parks nothing and costs nothing; released, its orders go on with a fresh deadline",
    },
  },
];
