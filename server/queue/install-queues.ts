import { PgBoss } from "pg-boss";
import { DEAD_LETTER_OPTIONS, deadLetterOf, QUEUE_OPTIONS, QUEUES } from "./queues.ts";

/**
 * Installs pg-boss' schema and every queue, as the owner of the database. May
 * be run again: existing queues take over changed options.
 */
export async function installQueues(adminUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: adminUrl,
    max: 2,
    schedule: false,
    supervise: false,
  });
  let broken: Error | null = null;
  boss.on("error", (error) => {
    broken = error;
  });
  await boss.start();
  try {
    for (const queue of QUEUES) {
      await createOrUpdate(boss, deadLetterOf(queue), DEAD_LETTER_OPTIONS);
      await createOrUpdate(boss, queue, { ...QUEUE_OPTIONS, deadLetter: deadLetterOf(queue) });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (broken) throw broken;
}

async function createOrUpdate(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss["createQueue"]>[1],
): Promise<void> {
  const existing = await boss.getQueue(name);
  if (!existing) return boss.createQueue(name, options);
  // A queue's policy is fixed when it is made; everything else may change.
  const { policy: _fixed, ...changeable } = options ?? {};
  await boss.updateQueue(name, changeable);
}
