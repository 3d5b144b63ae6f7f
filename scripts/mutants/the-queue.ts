import type { Mutant } from "./mutant.ts";

/** Who has a job, and whether it may have been called for. */
export const THE_QUEUE: readonly Mutant[] = [
  {
    id: "M107-no-probe-counts-as-a-call",
    pitfalls: [28],
    breaks: "A job that was fetched for a trial which another makes counts as called for.",
    file: "jobs/open-loops.ts",
    find: "{ fetched: true, redelivered });",
    replace: "{ fetched: true, redelivered: redelivered || id !== null });",
    killedBy: {
      project: "int",
      file: "jobs/circuits.int.test.ts",
      test: "a partner that fails > is tried by one call at a time, however many workers wait for it",
    },
  },
  {
    id: "M108-fetched-again-as-new",
    pitfalls: [28],
    breaks: "Work that was handed to a worker who died counts as called for by nobody.",
    file: "server/queue/fetch-jobs.ts",
    find: "or next.data->>'holder' is not null redelivered",
    replace: "or next.data is null redelivered",
    killedBy: {
      project: "int",
      file: "server/queue/queues.int.test.ts",
      test: "a net that nobody has fetched counts as called for by whoever was handed its work",
    },
  },
  {
    id: "M109-message-handed-to-nobody",
    pitfalls: [29],
    breaks: "The net under a message that was handed over does not say who has it.",
    file: "server/fulfillment/plan-jobs.ts",
    find: "holder: taker.worker }",
    replace: "holder: taker.worker * 0 || null }",
    killedBy: {
      project: "int",
      file: "server/fulfillment/notices.int.test.ts",
      test: "a worker that ends an order > and dies before it has told its customer leaves that to another, who sends it at once",
    },
  },
  {
    id: "M110-kept-places-given-away",
    pitfalls: [],
    breaks: "Work that moves on takes a place that is kept for another queue.",
    file: "jobs/capacity.ts",
    find: "from.taken > from.share.kept",
    replace: "from.taken > 0",
    killedBy: {
      project: "unit",
      file: "jobs/capacity.test.ts",
      test: "a place > that is kept for a queue does not move out of it into what all share",
    },
  },
  {
    id: "M111-fetch-walks-the-queue",
    pitfalls: [],
    breaks: "A fetch that was planned on an empty queue reads all of it once for each job.",
    file: "server/queue/fetch-jobs.ts",
    find: "where j.ctid = next.ctid",
    replace: "where j.name = $1 and j.ctid::text = next.ctid::text",
    killedBy: {
      project: "int",
      file: "server/fulfillment/planner.int.test.ts",
      test: "a queue whose statements were planned while it was all but empty > fetches a hundred jobs by looking at a hundred",
    },
  },
  {
    id: "M112-removal-sorts-the-queue",
    pitfalls: [],
    breaks:
      "A removal that was planned after a rush reads all jobs of a queue for each one removed.",
    file: "db/by-key.ts",
    find: "-c enable_incremental_sort=off ",
    replace: "",
    killedBy: {
      project: "int",
      file: "server/fulfillment/planner.int.test.ts",
      test: "a queue whose statements were planned while it was all but empty > removes a hundred jobs by looking at a hundred",
    },
  },
  {
    id: "M113-order-written-again",
    pitfalls: [],
    breaks:
      "An order that is placed again under its own ids gets its patient and lines a second time.",
    file: "server/fulfillment/insert-order-rows.ts",
    find: " and o.xmin = pg_current_xact_id()::xid",
    replace: "",
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-chain.int.test.ts",
      test: "a commit without events makes no link",
    },
  },
  {
    id: "M114-changed-saga-not-read",
    pitfalls: [],
    breaks:
      "An outcome whose saga has changed since its worker saw it is lost, with all that came along.",
    file: "server/fulfillment/lane.ts",
    find: 'error.code === "22012"',
    replace: 'error.code === "22013"',
    killedBy: {
      project: "int",
      file: "server/fulfillment/seen-sagas.int.test.ts",
      test: "of a saga that its worker has in memory > what happened to it meanwhile is found out, and those that came with it stand",
    },
  },
  {
    id: "M115-seen-saga-asked-for",
    pitfalls: [],
    breaks: "A worker waits for an answer before it writes what it knows.",
    file: "server/fulfillment/lock-rows.ts",
    find: "(readsRows ? null : momentAfter(inMemory, clock)) ?? readClock(tx)",
    replace: "(readsRows ? null : momentAfter(inMemory, clock) && null) ?? readClock(tx)",
    killedBy: {
      project: "int",
      file: "server/fulfillment/seen-sagas.int.test.ts",
      test: "of a saga that its worker has in memory > nothing is asked before the outcome is written: it stands although no answer ever comes",
    },
  },
  {
    id: "M116-cause-untold",
    pitfalls: [],
    breaks:
      "Of a transaction that failed it is told that it failed, and not what its first failure was.",
    file: "server/fulfillment/statement-bundle.ts",
    find: "refuse(error);",
    replace: 'refuse(new Error("It failed."));',
    killedBy: {
      project: "int",
      file: "server/fulfillment/seen-sagas.int.test.ts",
      test: "of a saga that its worker has in memory > an answer that was given before counts as late, by the first failure of its transaction",
    },
  },
  {
    id: "M117-halves-trusted-again",
    pitfalls: [],
    breaks: "What a batch has found out to be out of date its halves take as it was once more.",
    file: "server/fulfillment/committer.ts",
    find: "const half = { tries: 1, trustSeen };",
    replace: "const half = { tries: 1, trustSeen: true };",
    killedBy: {
      project: "int",
      file: "server/fulfillment/seen-sagas.int.test.ts",
      test: "of a saga that its worker has in memory > a row that cannot be written is tried as it was seen, as it is read, and alone",
    },
  },
  {
    id: "M118-answered-one-by-one",
    pitfalls: [],
    breaks: "Each statement of a commit is answered by itself, and wakes the worker.",
    file: "server/fulfillment/statement-bundle.ts",
    find: "connection.sync();",
    replace: "connection.sync();\n      connection.sync();",
    killedBy: {
      project: "int",
      file: "server/fulfillment/lane.int.test.ts",
      test: "the statements of one turn > are answered each, in their order, by one answer of the server in all",
    },
  },
  {
    id: "M119-sagas-before-orders",
    pitfalls: [],
    breaks: "A batch locks its sagas first, and another, which has them in memory, its orders.",
    file: "server/fulfillment/lock-rows.ts",
    find: "const [orders, sagas, actions, notes, now] = await Promise.all([",
    replace: `if (sagaUuids.length > 0) await tx.query("lock-sagas", LOCK_SAGAS, [sagaUuids]);
  const [orders, sagas, actions, notes, now] = await Promise.all([`,
    killedBy: {
      project: "int",
      file: "server/fulfillment/lock-order.int.test.ts",
      test: "a batch locks > an order before its saga",
    },
  },
  {
    id: "M120-seen-sagas-locked-last",
    pitfalls: [],
    breaks:
      "Of one batch some sagas are locked at first and those in memory when they are written.",
    file: "server/fulfillment/lock-rows.ts",
    find: "if (sagaUuids.size > 0) {",
    replace: "if (sagaUuids.size > 500) {",
    killedBy: {
      project: "int",
      file: "server/fulfillment/lock-order.int.test.ts",
      test: "a batch locks > sagas by their id, those that its worker has in memory too",
    },
  },
];
