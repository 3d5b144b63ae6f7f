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
    await dropEnforcement(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (broken) throw broken;
}

/**
 * Each job row is checked twice against the table of queues, at COMMIT and under
 * the append lock: a tenth of the server's work for a saga. Our own statement
 * joins that table anyway (queue-jobs.ts) and no queue is ever deleted, so the
 * checks can find nothing. The constraints stay, for pg-boss' migrations to meet.
 */
async function dropEnforcement(boss: PgBoss): Promise<void> {
  const db = boss.getDb();
  const { rows: servers } = await db.executeSql(
    "select current_setting('server_version_num')::int as version",
  );
  // Older servers cannot do it, and only work a little harder.
  if (servers[0].version < 180_000) return;
  const { rows } = await db.executeSql(
    `select format('alter table %s alter constraint %I not enforced', conrelid::regclass, conname) as sql
     from pg_constraint
     where conrelid = 'pgboss.job_common'::regclass and contype = 'f' and conenforced`,
  );
  for (const { sql } of rows) await db.executeSql(sql);
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
