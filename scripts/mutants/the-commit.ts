import type { Mutant } from "./mutant.ts";

/** One transaction decides everything: rows, events and jobs, together or not at all. */
export const THE_COMMIT: readonly Mutant[] = [
  {
    id: "M15-rows-held-by-the-stopped",
    pitfalls: [2],
    breaks:
      "A process that is stopped in the middle of a transaction keeps its rows locked for ever.",
    file: "server/fulfillment/lane.ts",
    find: `      idle_in_transaction_session_timeout: 5_000,
`,
    replace: "",
    killedBy: {
      project: "int",
      file: "server/fulfillment/lost-connection.int.test.ts",
      test: "a process that is stopped in the middle of a transaction gives its rows free",
    },
  },
  {
    id: "M16-clock-of-the-begin",
    pitfalls: [6],
    breaks: "A transaction that waited for a lock decides by the time at which it began.",
    file: "server/fulfillment/batch-clock.ts",
    find: "clock_timestamp()",
    replace: "now()",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > that waited for its saga counts from when it was its turn",
    },
  },
  {
    id: "M17-unwritten-row-unseen",
    pitfalls: [9],
    breaks: "A guarded update that met no row counts as written.",
    file: "server/fulfillment/all-or-fail.ts",
    find: "(count(*) = ",
    replace: "(count(*) <= ",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > whose row cannot be written is refused as a whole, and alone",
    },
  },
  {
    id: "M18-row-behind-its-stream",
    pitfalls: [18],
    breaks: "The row that people look at does not show what the events of its commit say.",
    file: "server/fulfillment/write-sagas.ts",
    find: '"started_at", "definition_version"]',
    replace: '"started_at", "definition_version", "prescription_reference"]',
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > moves the saga, records its facts, removes its job and queues the next, all at once",
    },
  },
  {
    id: "M19-removed-too-widely",
    pitfalls: [30],
    breaks: "With one finished job its whole queue is removed.",
    file: "server/queue/queue-jobs.ts",
    find: "where j.ctid = found.ctid and",
    replace: "where j.name = found.name and",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > whose row cannot be written is refused as a whole, and alone",
    },
  },
  {
    id: "M20-queued-and-removed",
    pitfalls: [30],
    breaks: "What is queued again under the id it had is removed with what it replaces.",
    file: "server/fulfillment/write-jobs.ts",
    find: "const queued = [...batch.jobs.values()];",
    replace:
      "const settled = [...batch.settledJobs.values()];\n  const queued = [...batch.jobs.values()].filter(({ id }) => !settled.some((s) => s.has(id)));",
    killedBy: {
      project: "int",
      file: "server/fulfillment/notices.int.test.ts",
      test: "a message > on hold comes back under the id it had, in 30 seconds, and nothing is written down",
    },
  },
  {
    id: "M21-handed-over-without-a-net",
    pitfalls: [30],
    breaks: "The net under work that was handed over is due in hours, not when its time is over.",
    file: "server/fulfillment/plan-jobs.ts",
    find: "taken ? NET_MS / 1_000",
    replace: "taken ? NET_MS",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > in a worker hands over the next job and leaves a net that is due when its time is over",
    },
  },
  {
    id: "M22-a-commit-each",
    pitfalls: [37],
    breaks:
      "Each outcome is a transaction of its own, with a NOTIFY and its database-wide lock each.",
    file: "server/fulfillment/committer.ts",
    find: "const MAX_BATCH = 500;",
    replace: "const MAX_BATCH = 1;",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "grouping > what arrives together is committed together",
    },
  },
  {
    id: "M23-one-spoils-its-batch",
    pitfalls: [29],
    breaks: "One order that cannot be written takes down all that were to be committed with it.",
    file: "server/fulfillment/committer.ts",
    find: "if (batch.length === 1 || error instanceof ConnectionLost) {",
    replace: "if (batch.length > 0 || error instanceof ConnectionLost) {",
    killedBy: {
      project: "int",
      file: "server/fulfillment/place-orders.int.test.ts",
      test: "one order that cannot be written is refused alone; its 99 neighbours are placed",
    },
  },
  {
    id: "M24-unknown-commit-repeated",
    pitfalls: [30],
    breaks: "A commit that may have happened is repeated as if it had not.",
    file: "server/fulfillment/lane.ts",
    find: 'if (error instanceof ConnectionLost) return error.committed === "no";',
    replace: "if (error instanceof ConnectionLost) return true;",
    killedBy: {
      project: "int",
      file: "server/fulfillment/lost-connection.int.test.ts",
      test: "COMMIT > that never reached the server rejects as unknown, wrote nothing, and may be repeated",
    },
  },
  {
    id: "M25-dead-connection-kept",
    pitfalls: [33],
    breaks: "A connection that died is used for ever after.",
    file: "server/fulfillment/lane.ts",
    find: `    if (this.#client !== client) return;
    this.#client = null;
`,
    replace: `    if (this.#client !== client) return;
`,
    killedBy: {
      project: "int",
      file: "server/fulfillment/lost-connection.int.test.ts",
      test: "a connection that dies > while nothing is under way is not noticed by the next submission",
    },
  },
];
