import { drizzle } from "drizzle-orm/node-postgres";
import * as schema from "#db/schema/index";
import { createConsoleCaller } from "#server/api/console";
import { loadEnv } from "#server/env";
import { newUuid } from "#server/ids";
import { createLog } from "#server/log";
import { type Operations, operationsOf } from "#server/operations/operations-of";
import { openRuntime } from "#server/runtime";
import type { BenchDatabase } from "../cluster.ts";
import { BENCH_CONTACT_KEY } from "./contact-key.ts";
import { STAFF } from "./life.ts";

export type SentQuery = { text: string; params: unknown[] };
export type ConsoleCaller = ReturnType<typeof createConsoleCaller>;

export type ConsoleDoor = {
  /** The procedures as the console's pages call them, signed in as an admin. */
  caller: ConsoleCaller;
  operations: Operations;
  /** Every statement that `work` sends through the web process' pool. */
  listen(work: () => Promise<unknown>): Promise<SentQuery[]>;
  close(): Promise<void>;
};

/** A web process' own composition over one of the bench's databases, without Next and HTTP. */
export async function openConsoleDoor(database: BenchDatabase): Promise<ConsoleDoor> {
  const env = loadEnv(
    {
      DATABASE_URL: database.databaseUrl,
      AUTH_SECRET: newUuid(),
      API_KEY_PEPPER: newUuid(),
      FINGERPRINT_SECRET: newUuid(),
      CONTACT_INDEX_KEY: BENCH_CONTACT_KEY,
    },
    "web",
  );
  const log = createLog({ process: "script", level: "silent" });
  const opened = openRuntime(env, log);
  let heard: SentQuery[] | null = null;
  const logger = {
    logQuery: (text: string, params: unknown[]) => void heard?.push({ text, params }),
  };
  const { pool } = opened.database;
  const runtime = {
    ...opened,
    database: { ...opened.database, db: drizzle(pool, { schema, logger }) },
  };
  const session = {
    sessionId: newUuid(),
    userId: STAFF[0],
    name: "Dana Example",
    email: "dana@example.test",
    role: "admin",
  } as const;
  const context = { requestId: newUuid(), log, runtime, headers: new Headers(), session };
  return {
    caller: createConsoleCaller(context),
    operations: operationsOf(runtime),
    async listen(work) {
      const sent: SentQuery[] = [];
      heard = sent;
      await work();
      heard = null;
      return sent;
    },
    async close() {
      await opened.committer.close();
      await opened.database.close();
    },
  };
}
