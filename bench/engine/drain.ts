import type pg from "pg";
import { withClient } from "#scripts/postgres/prepare-database";
import type { BenchDatabase } from "../cluster.ts";
import { awaitEnds } from "./await-ends.ts";
import { placeBacklog } from "./backlog.ts";
import { type Contender, type Running, startContender } from "./contender.ts";
import type { Backlog } from "./hold-back.ts";
import type { Report } from "./messages.ts";
import { readPostgresCpu } from "./postgres-cpu.ts";

/** Drained before anything is measured: the question is a worker that runs for days, not its first second. */
const WARM_UP = 1_000;

export type Drained = {
  sagasPerSecond: number;
  commitsPerSaga: number;
  /** Processor time of the measured processes. */
  workerMsPerSaga: number;
  /** Processor time of the database server. */
  postgresMsPerSaga: number;
  walBytesPerSaga: number;
  rssBytes: number;
};

/** Places a backlog, starts the contender, and measures from the moment all jobs are let go until the last saga has ended. */
export async function drain(
  database: BenchDatabase,
  contender: Contender,
  { sagas, warmUp = WARM_UP }: { sagas: number; warmUp?: number },
): Promise<Drained> {
  const backlog = await placeBacklog(database, sagas + warmUp);
  await database.settle();
  const running = await startContender(database, contender);
  const drained = await withClient(database.superuserUrl, async (client) => {
    await backlog.letGo(warmUp);
    await awaitEnds(client, sagas);
    return measureDrain(client, { backlog, running, sagas });
  });
  await backlog.close();
  await running.stop();
  return drained;
}

/** One drain of a backlog by what is running already. */
export async function measureDrain(
  client: pg.Client,
  { backlog, running, sagas }: { backlog: Backlog; running: Running; sagas: number },
): Promise<Drained> {
  const before = await running.report();
  const walBefore = await walPosition(client);
  const postgresBefore = (await readPostgresCpu(client)) ?? Number.NaN;
  const startedAtMs = performance.now();
  await backlog.letGo(sagas);
  await awaitEnds(client);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const postgresAfter = (await readPostgresCpu(client)) ?? Number.NaN;
  const after = await running.report();
  const spent = (of: (report: Report) => number) => sum(after.map(of)) - sum(before.map(of));
  return {
    sagasPerSecond: sagas / seconds,
    commitsPerSaga: spent(({ commits }) => commits) / sagas,
    workerMsPerSaga: spent(({ cpuMs }) => cpuMs) / sagas,
    postgresMsPerSaga: ((postgresAfter - postgresBefore) * 1_000) / sagas,
    walBytesPerSaga: ((await walPosition(client)) - walBefore) / sagas,
    rssBytes: Math.max(...after.map(({ rssBytes }) => rssBytes)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

async function walPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint bytes",
  );
  return Number(rows[0]?.bytes);
}
