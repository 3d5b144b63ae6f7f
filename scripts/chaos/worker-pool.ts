import type pg from "pg";
import { WORKER_LOCK } from "#db/worker-lock";
import { type KeptWorker, keepWorker } from "./keep-worker.ts";
import type { ChaosInstance } from "./open-instance.ts";

/** Every worker process of the run: the supervisor's own, and those that we keep. */
export type WorkerPool = {
  count: number;
  findPid(index: number): number | null;
  /** The number by which a process holds its work; null when it has not been learnt yet. */
  findNumber(pid: number): number | null;
  countAlive(): Promise<number>;
  logNames: string[];
  stop(): Promise<void>;
};

type Alive = { worker: number; name: string };

/** A worker's number is the second half of its lock, and its session bears the name that we gave. */
const READ_ALIVE = `
  select l.objid::bigint::int as worker, a.application_name as name
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.classid = $1 and l.objsubid = 2 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())`;

const LEARN_EVERY_MS = 300;

export function openWorkerPool(options: {
  instance: ChaosInstance;
  admin: pg.Pool;
  workers: number;
}): WorkerPool {
  const { instance, admin, workers } = options;
  const ours = Array.from({ length: workers - 1 }, (_, index) => `worker-${index + 2}`);
  const kept: KeptWorker[] = ours.map((name) =>
    keepWorker({ name, dataDir: instance.dataDir, environment: environmentOf(instance, name) }),
  );
  const readAlive = async () => (await admin.query<Alive>(READ_ALIVE, [WORKER_LOCK])).rows;
  const findPid = (index: number) =>
    index === 0 ? instance.findPid("worker") : (kept[index - 1]?.findPid() ?? null);
  /** By process: a worker keeps its number when it loses its lock with its connection. */
  const numbers = new Map<number, number>();
  const learnNumbers = async () => {
    const pids = Array.from({ length: workers }, (_, index) => findPid(index));
    const alive = await readAlive();
    for (const [index, pid] of pids.entries()) {
      // The supervisor's own is the one that bears no name of ours.
      const [found, second] = alive.filter(({ name }) =>
        index === 0 ? !ours.includes(name) : name === ours[index - 1],
      );
      // Asked again afterwards: a process that ended meanwhile must not give its number to the next.
      if (pid === null || pid !== findPid(index)) continue;
      if (found !== undefined && second === undefined) numbers.set(pid, found.worker);
    }
  };
  // A database that is away is asked again the next time.
  const learning = setInterval(() => void learnNumbers().catch(() => undefined), LEARN_EVERY_MS);

  return {
    count: workers,
    findPid,
    findNumber: (pid) => numbers.get(pid) ?? null,
    countAlive: async () => (await readAlive()).length,
    logNames: ["worker", ...ours],
    async stop() {
      clearInterval(learning);
      await Promise.all(kept.map((worker) => worker.stop()));
    },
  };
}

function environmentOf(instance: ChaosInstance, name: string): NodeJS.ProcessEnv {
  const environment = instance.environment();
  const url = new URL(environment.DATABASE_URL ?? "");
  url.searchParams.set("application_name", name);
  return {
    PATH: process.env.PATH,
    ...environment,
    NODE_ENV: "production",
    DATABASE_URL: url.href,
  };
}
