import type { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { listen } from "./listen.ts";

export type Boss = PgBoss;

/**
 * pg-boss over our own pool. It never migrates: the schema is installed with
 * the tables. `onWake` is told the name of a queue that has just got a job.
 */
export async function openBoss(options: {
  pool: Pool;
  databaseUrl: string;
  /** Worker processes look after the queue (expiry, retention); the web only adds to it. */
  supervise: boolean;
  onWake: ((queue: string) => void) | null;
  onError: (error: Error) => void;
}): Promise<Boss> {
  const { pool, databaseUrl, supervise, onWake, onError } = options;
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => pool.query(text, values),
      listen: (channel, onNotification, onReconnect) =>
        listen({
          databaseUrl,
          channel,
          onNotification: (queue) => {
            onWake?.(queue);
            onNotification(queue);
          },
          onConnect: onReconnect,
          onError,
        }),
    },
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    useListenNotify: onWake !== null,
    // Expired jobs of a lost worker are looked for this often.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on("error", onError);
  await boss.start();
  return boss;
}
