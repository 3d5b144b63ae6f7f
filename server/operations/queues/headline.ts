import type { QueueGroup, QueuesView } from "./views.ts";

/** Longer than a worker needs to come to it when all is well. */
const LATE_MS = 60_000;

/** What is so with all queues together, and whether somebody must look. */
export function headlineOf(facts: {
  groups: readonly QueueGroup[];
  workers: number;
  now: number;
}): QueuesView["headline"] {
  const { groups, workers, now } = facts;
  const queues = groups.flatMap((group) => group.queues);
  if (workers === 0) {
    return { tone: "act", text: "No worker is running. Orders are accepted and wait." };
  }
  const late = queues.filter(
    ({ oldestDueAt }) => oldestDueAt !== null && now - Date.parse(oldestDueAt) > LATE_MS,
  );
  const working = `${workers} ${workers === 1 ? "worker is" : "workers are"} at work`;
  const [first] = late;
  if (first !== undefined) {
    const where = late.length === 1 ? `“${first.title}”` : `${late.length} queues`;
    return {
      tone: "wait",
      text: `${working}, but in ${where} something that is due waits for more than a minute. A partner that gets no calls keeps its work waiting; otherwise start another worker.`,
    };
  }
  if (queues.some(({ givenUp }) => givenUp.count > 0)) {
    return {
      tone: "wait",
      text: `${working}. Some work was given up: the next sweep brings its orders to “Needs a person”.`,
    };
  }
  return { tone: "done", text: `${working}, and nothing that is due waits.` };
}
