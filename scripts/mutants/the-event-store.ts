import type { Mutant } from "./mutant.ts";

/** Order, versions and snapshots of what is appended. */
export const THE_EVENT_STORE: readonly Mutant[] = [
  {
    id: "M01-no-append-lock",
    pitfalls: [1],
    breaks:
      "Appends do not wait for one another, so a higher id can be seen before a lower one is there.",
    file: "server/fulfillment/append-events.ts",
    find: `\`select pg_advisory_xact_lock(\${APPEND_LOCK})\``,
    replace: `\`select \${APPEND_LOCK}\``,
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-order.int.test.ts",
      test: "a follower of the events > sees a slow writer's events first, because the next append waits for its commit",
    },
  },
  {
    id: "M02-feed-behind-the-oldest-transaction",
    pitfalls: [2],
    breaks:
      "A follower reads only what is older than every transaction that is open, wherever it is.",
    file: "db/queries/events.ts",
    find: `where id > \${cursor} order by id limit`,
    replace: `where id > \${cursor} and xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint order by id limit`,
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-order.int.test.ts",
      test: "a follower of the events > is not held up by a transaction that somebody forgot, here or in another database",
    },
  },
  {
    id: "M03-rows-held-by-the-stopped",
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
    id: "M04-stream-out-of-order-unseen",
    pitfalls: [3],
    breaks:
      "Nobody notices an event that follows its predecessor in the stream and not in the feed.",
    file: "server/audit/streams-are-whole.ts",
    find: "if (row.early_id !== null) return",
    replace: 'if (row.early_id === "") return',
    killedBy: {
      project: "int",
      file: "scripts/doctor.int.test.ts",
      test: "one event that was altered > is found when it stands before the one it follows",
    },
  },
  {
    id: "M05-batch-of-many-moments",
    pitfalls: [5],
    breaks: "The audit reads rows and events of different moments and compares them.",
    file: "server/audit/snapshot.ts",
    find: "isolation level repeatable read read only",
    replace: "isolation level read committed read only",
    killedBy: {
      project: "int",
      file: "server/audit/snapshot.int.test.ts",
      test: "what one batch reads is of one moment, whatever is committed meanwhile",
    },
  },
  {
    id: "M06-clock-of-the-begin",
    pitfalls: [6],
    breaks: "A transaction that waited for a lock decides by the time at which it began.",
    file: "server/fulfillment/lock-rows.ts",
    find: "select clock_timestamp() as now",
    replace: "select now() as now",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > that waited for its saga counts from when it was its turn",
    },
  },
  {
    id: "M07-two-in-one-place",
    pitfalls: [7],
    breaks: "Two events may have the same place in a stream.",
    file: "db/migrations/0000_tables.sql",
    find: 'version_key" UNIQUE("aggregate_uuid","aggregate_version")',
    replace: 'version_key" UNIQUE("aggregate_uuid","aggregate_version","id")',
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-order.int.test.ts",
      test: "the event store > takes no second event in the same place of a stream",
    },
  },
  {
    id: "M08-started-twice",
    pitfalls: [7],
    breaks: "An order that is started already is started again.",
    file: "server/saga/decide.ts",
    find: 'if (state.position !== "NOT_STARTED") return ignore("already started");',
    replace: "if (input.lineCount < 0) return ignore(state.position);",
    killedBy: {
      project: "unit",
      file: "server/saga/decide.test.ts",
      test: "an order that is placed > starts once, however often it is asked to",
    },
  },
  {
    id: "M09-stream-as-it-lies",
    pitfalls: [8],
    breaks: "A stream is read in the order in which its rows happen to lie in the table.",
    file: "server/projections/read-streams.ts",
    find: `
     order by e.aggregate_uuid, e.aggregate_version`,
    replace: "",
    killedBy: {
      project: "int",
      file: "server/projections/rebuild.int.test.ts",
      test: "a stream is read in its order, however its rows lie in the table",
    },
  },
  {
    id: "M10-unwritten-row-unseen",
    pitfalls: [9],
    breaks: "A guarded update that met no row counts as written.",
    file: "server/fulfillment/write-sagas.ts",
    find: "if (written !== all.length) {",
    replace: "if (written > all.length) {",
    killedBy: {
      project: "int",
      file: "server/fulfillment/committer.int.test.ts",
      test: "an outcome > whose row cannot be written is refused as a whole, and alone",
    },
  },
  {
    id: "M11-feed-stops-at-a-gap",
    pitfalls: [10],
    breaks: "A follower stops for ever at a gap of ids that is wider than its page.",
    file: "db/queries/events.ts",
    find: `where id > \${cursor} order by id limit`,
    replace: `where id > \${cursor} and id <= \${cursor + limit} order by id limit`,
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-order.int.test.ts",
      test: "a follower of the events > goes over a gap that is wider than its page",
    },
  },
  {
    id: "M12-row-a-version-behind",
    pitfalls: [12],
    breaks:
      "The row, which is the only snapshot of a stream, bears the version before its last event.",
    file: "server/saga/evolve.ts",
    find: "version: state.version + 1,",
    replace: "version: state.version,",
    killedBy: {
      project: "unit",
      file: "server/saga/saga.property.test.ts",
      test: "whatever happens to a saga > its versions have no hole",
    },
  },
  {
    id: "M13-link-without-the-one-before",
    pitfalls: [],
    breaks: "A link of the hash chain does not depend on the link before it.",
    file: "server/fulfillment/append-link.ts",
    find: "(select hash from event_chain order by last_id desc limit 1)",
    replace: "(select decode(repeat('00', 32), 'hex') from event_chain limit 1)",
    killedBy: {
      project: "int",
      file: "server/fulfillment/event-chain.int.test.ts",
      test: "a link's hash can be taken again outside of Postgres",
    },
  },
  {
    id: "M14-metadata-unsealed",
    pitfalls: [],
    breaks: "Who did something can be changed without breaking the seal.",
    file: "server/fulfillment/chain-digest.ts",
    find: `      run.occurredAt,
      run.metadata,
`,
    replace: `      run.occurredAt,
`,
    killedBy: {
      project: "unit",
      file: "server/fulfillment/chain-digest.property.test.ts",
      test: "is another one as soon as anything of an event is another",
    },
  },
];
