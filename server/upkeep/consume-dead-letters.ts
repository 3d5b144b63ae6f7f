import { z } from "zod";
import { type DeadLetterQueue, deadLetterOf, QUEUES } from "#server/queue/queues";
import type { UpkeepContext } from "./upkeep-context.ts";

const BATCH = 100;

const sagaJob = z.object({ sagaUuid: z.uuid(), dispatch: z.number().int().positive() });

/**
 * Work that the queue gave up parks its saga, so that a person sees it. A dead
 * letter that cannot be read is dropped: its saga, if there is one, has no job
 * then, and the sweep queues it again.
 */
export async function consumeDeadLetters(context: UpkeepContext): Promise<number> {
  let consumed = 0;
  for (const queue of QUEUES) {
    const letters = deadLetterOf(queue);
    const jobs = await context.boss.fetch<unknown>(letters, { batchSize: BATCH });
    for (const { id, data } of jobs) {
      const ticket = { queue: letters, jobId: id };
      const read = sagaJob.safeParse(data);
      // A message that was given up is found again by who was not told.
      if (read.success) await parkGivenUp(context, read.data, ticket);
      else await context.committer.submit({ type: "discard", ticket });
      consumed += 1;
      context.log.error({ queue, jobId: id }, "queue.dead_letter");
    }
  }
  return consumed;
}

async function parkGivenUp(
  { committer }: UpkeepContext,
  { sagaUuid, dispatch }: z.infer<typeof sagaJob>,
  ticket: { queue: DeadLetterQueue; jobId: string },
): Promise<void> {
  const input = { type: "dead_letter", dispatch } as const;
  await committer.submit({ type: "upkeep", sagaUuid, input, ticket });
}
