import type { DbOrTx } from "#db/client";
import {
  type DutyStanding,
  type QueueOfWork,
  type QueueStanding,
  readDuties,
  readQueueStandings,
  readWorkers,
} from "#db/queries/queue-health";
import { readClock } from "#db/queries/sagas";
import { readStepFigures, type StepFigure } from "#db/queries/step-figures";
import { deadLetterOf, NOTICE_QUEUE, QUEUES, type Queue } from "#server/queue/queues";
import { FORWARD_JOBS, UNDO_JOBS } from "#server/saga/types";
import { MOST_EVENTS } from "../figures/partner-figures.ts";
import { PARTNER_NAME, partnerNameOf } from "../partners/partner-words.ts";
import { headlineOf } from "./headline.ts";
import { DUTY_WORDS, QUEUE_WORDS } from "./queue-words.ts";
import type { BoundedNumber, DutyView, QueuesView, QueueView } from "./views.ts";

/** As for orders: beyond this nobody reads the last digit (ADR 6). */
const BOUND = 10_000;
const MOST_WORKERS = 50;
const MOST_DUTIES = 20;

const GROUPS: readonly { title: string; queues: readonly Queue[] }[] = [
  { title: "Forward", queues: FORWARD_JOBS },
  { title: "Undo", queues: UNDO_JOBS },
  { title: "Customer mail", queues: [NOTICE_QUEUE] },
];

/** What waits, who works, and what was given up. */
export async function viewQueues({ db }: { db: DbOrTx }): Promise<QueuesView> {
  const [standings, { figures, since }, workers, duties, now] = await Promise.all([
    readQueueStandings(db, QUEUES.map(queueOfWork), BOUND + 1),
    readStepFigures(db, MOST_EVENTS),
    readWorkers(db, MOST_WORKERS + 1),
    readDuties(db, MOST_DUTIES),
    readClock(db),
  ]);
  const groups = GROUPS.map(({ title, queues }) => ({
    title,
    queues: queues.map((queue) => queueView(queue, standings, figures)),
  }));
  return {
    headline: headlineOf({ groups, workers: workers.length, now }),
    groups,
    figuresSince: since?.toISOString() ?? null,
    workers: workers.slice(0, MOST_WORKERS).map(({ worker, since: from, address }) => ({
      number: worker,
      since: from?.toISOString() ?? null,
      host: address,
    })),
    hasMoreWorkers: workers.length > MOST_WORKERS,
    duties: duties.map(dutyView),
    asOf: new Date(now).toISOString(),
  };
}

/** The queue of messages is of no step. */
export function queueOfWork(name: Queue): QueueOfWork {
  const { step, direction } = QUEUE_WORDS[name];
  const work = step === "notice" ? { step: null, direction: null } : { step, direction };
  return { name, deadLetter: deadLetterOf(name), ...work };
}

function dutyView(row: DutyStanding): DutyView {
  const words = DUTY_WORDS[row.duty];
  return {
    duty: row.duty,
    title: words?.title ?? row.duty,
    does: words?.does ?? "",
    lastRunAt: row.lastRunAt?.toISOString() ?? null,
    outcome: words?.counts
      ? {
          text:
            row.lastMended === 0
              ? words.counts.nothing
              : `${words.counts.did} ${row.lastMended.toLocaleString("en")}`,
          total: row.totalMended,
          isWorthALook: words.counts.did === "mended" && row.lastMended > 0,
        }
      : null,
    byWorker: row.leasedBy,
  };
}

const NOTHING: Omit<QueueStanding, "name"> = {
  waiting: 0,
  due: 0,
  oldestDueAt: null,
  active: 0,
  dead: 0,
  oldestDeadAt: null,
};

function queueView(
  queue: Queue,
  standings: readonly QueueStanding[],
  figures: readonly StepFigure[],
): QueueView {
  const { title, step, direction } = QUEUE_WORDS[queue];
  const standing = standings.find(({ name }) => name === queue) ?? NOTHING;
  const own = figures.find((each) => each.step === step && each.direction === direction);
  return {
    queue,
    title,
    partner: step === "notice" ? PARTNER_NAME.notifications : partnerNameOf(step),
    waiting: bounded(standing.waiting),
    due: bounded(standing.due),
    oldestDueAt: standing.oldestDueAt?.toISOString() ?? null,
    inWork: standing.active,
    perMinute: own?.lastMinute ?? 0,
    p50Ms: own?.p50Ms ?? null,
    p95Ms: own?.p95Ms ?? null,
    givenUp: bounded(standing.dead),
    oldestGivenUpAt: standing.oldestDeadAt?.toISOString() ?? null,
  };
}

const bounded = (count: number): BoundedNumber => ({
  count: Math.min(count, BOUND),
  atLeast: count > BOUND,
});
