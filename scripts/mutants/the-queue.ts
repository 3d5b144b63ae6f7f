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
      file: "jobs/lost-worker.int.test.ts",
      test: "a worker that is killed in the middle of its calls > at a step that was handed over leaves a net that another worker finds",
    },
  },
  {
    id: "M109-message-handed-to-nobody",
    pitfalls: [29],
    breaks: "The net under a message that was handed over does not say who has it.",
    file: "server/fulfillment/plan-jobs.ts",
    find: "holder: handOver.worker }",
    replace: "holder: handOver.worker * 0 || null }",
    killedBy: {
      project: "int",
      file: "server/fulfillment/notices.int.test.ts",
      test: "a worker that ends an order > and dies before it has told its customer leaves that to another, who sends it at once",
    },
  },
];
