import type { DbOrTx } from "#db/client";
import { type QueueBacklog, readQueueBacklogs } from "#db/queries/overview";
import { NOTICE_QUEUE } from "#server/queue/queues";
import { FORWARD_JOBS, UNDO_JOBS } from "#server/saga/types";
import type { LastHour } from "./last-hour.ts";
import type { QueueLine } from "./views.ts";

/** Each queue is counted no further. */
const BOUND = 10_000;

const GROUPS: readonly {
  title: string;
  queues: readonly string[];
  done: (lastHour: LastHour) => number;
}[] = [
  {
    title: "Forward jobs",
    queues: FORWARD_JOBS,
    done: ({ done }) => done("prescription") + done("inventory") + done("shipment"),
  },
  { title: "Undos", queues: UNDO_JOBS, done: ({ done }) => done("undo") },
  {
    title: "Customer mail",
    queues: [NOTICE_QUEUE],
    done: ({ count }) => count("customers_told"),
  },
];

/** What is due and not taken up, and how much was done a minute in the last hour. */
export async function queueLines(db: DbOrTx): Promise<(lastHour: LastHour) => QueueLine[]> {
  const queues = GROUPS.flatMap((group) => group.queues);
  const backlogs = await readQueueBacklogs(db, { queues, bound: BOUND });
  return (lastHour) =>
    GROUPS.map((group) => {
      const own = backlogs.filter(({ name }) => group.queues.includes(name));
      return {
        title: group.title,
        waiting: {
          count: own.reduce((total, { due }) => total + due, 0),
          atLeast: own.some(({ due }) => due >= BOUND),
        },
        oldestAt: oldestOf(own),
        perMinute: Math.round((10 * group.done(lastHour)) / lastHour.minutes) / 10,
      };
    });
}

function oldestOf(backlogs: readonly QueueBacklog[]): string | null {
  const instants = backlogs.flatMap(({ oldestAt }) => (oldestAt ? [oldestAt.getTime()] : []));
  return instants.length === 0 ? null : new Date(Math.min(...instants)).toISOString();
}
