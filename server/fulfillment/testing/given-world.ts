import type { Pool } from "pg";
import { openPool } from "#db/pool";
import { openWorker, type Worker } from "#jobs/open-worker";
import type { UpkeepOptions } from "#jobs/upkeep";
import type { CircuitPolicy } from "#server/circuits/circuit";
import { createLog, type Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import { type Boss, openBoss } from "#server/queue/open-boss";
import { type Build, THIS_BUILD } from "#server/saga/definition";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import type { Saga } from "#server/saga/types";
import { createSweep } from "#server/upkeep/sweep";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { Committer } from "../committer.ts";
import { loadSagas } from "../load-sagas.ts";
import type { NewOrder, Place } from "../submissions.ts";
import { type CutProxy, openCutProxy } from "./cut-proxy.ts";
import { newOrder, placing } from "./new-order.ts";
import { expireLeases, settle, terminateSessions } from "./nudge.ts";
import { PartnerWorld } from "./partner-world.ts";

/** Room for whatever is handed over. */
const ENDLESS: Place = { free: () => undefined, moveTo: () => () => undefined };

/** Retries at once, so that no test waits for a backoff. */
const HASTY_POLICY: Policy = {
  ...DEFAULT_POLICY,
  backoffMs: 10,
  forwardBackoffCapMs: 40,
  undoBackoffCapMs: 40,
};

export type GivenWorld = {
  database: TestDatabase;
  pool: Pool;
  boss: Boss;
  /** As a web process has it: it places and commands, and runs no steps. */
  committer: Committer;
  partners: PartnerWorld;
  log: Log;
  /** Every line that any process of this world logged. */
  logged: string[];
  openCommitter(options?: { databaseUrl?: string; worker?: number }): Committer;
  place(changes?: Partial<NewOrder>): Promise<NewOrder>;
  startWorker(options?: {
    /** Of another version than this one. */
    build?: Build;
    /** By another way than straight. */
    databaseUrl?: string;
    partners?: Partners;
    policy?: Policy;
    circuitPolicy?: CircuitPolicy;
    concurrency?: number;
    upkeep?: Partial<UpkeepOptions>;
  }): Promise<Worker>;
  /** A worker that kill() takes away as a power cut would: mid-call, without a word to anybody. */
  startMortalWorker(options?: {
    concurrency?: number;
    build?: Build;
    circuitPolicy?: CircuitPolicy;
  }): Promise<MortalWorker>;
  saga(sagaUuid: string): Promise<Saga>;
  /** What a dead worker held becomes due now instead of when its lease or its job expires. */
  expireLeases(): Promise<void>;
  /** Waits until every saga has ended or waits for a person, and nothing is queued. */
  settle(options?: { timeoutMs?: number; notices?: boolean }): Promise<void>;
  /** Looks once, as some worker does every minute; answers how much it mended. */
  sweep(): Promise<number>;
  /** Ends every other session on this database, as an administrator would. */
  terminateSessions(applicationNames?: string): Promise<number>;
  close(): Promise<void>;
};

export type MortalWorker = {
  worker: Worker;
  proxy: CutProxy;
  /** Its partners answer nothing from now on: what is left of it can do no more. */
  silence(): void;
  kill(): Promise<void>;
};

/** `prepare`: what is done to the database before anybody connects to it. */
export async function givenWorld(
  options: { database?: TestDatabase; prepare?: (database: TestDatabase) => Promise<void> } = {},
): Promise<GivenWorld> {
  const database = options.database ?? (await copyTemplate());
  await options.prepare?.(database);
  const logged: string[] = [];
  const log = createLog({
    process: "worker",
    level: "debug",
    destination: { write: (line) => void logged.push(line) },
  });
  const note = (error: Error) => log.warn({ err: error }, "test.connection_lost");
  const pool = openPool({
    url: database.url,
    maxConnections: 5,
    applicationName: "given-world",
    onIdleError: note,
  });
  const boss = await openBoss({
    pool,
    databaseUrl: database.url,
    supervise: false,
    onWake: null,
    onError: note,
  });
  const partners = new PartnerWorld();
  const workers = new Set<Worker>();
  const committers = new Set<Committer>();
  const connections = new Set<Partners>();
  const connect = () => {
    const connection = partners.connect();
    connections.add(connection);
    return connection;
  };

  const openCommitter: GivenWorld["openCommitter"] = (options = {}) => {
    const committer = new Committer({
      databaseUrl: options.databaseUrl ?? database.url,
      policy: HASTY_POLICY,
      handOver:
        options.worker === undefined
          ? null
          : { worker: options.worker, take: () => ENDLESS, move: () => () => undefined },
      onLost: note,
    });
    committers.add(committer);
    return committer;
  };
  const committer = openCommitter();

  const start = async (options: {
    url: string;
    partners: Partners;
    policy?: Policy | undefined;
    circuitPolicy?: CircuitPolicy | undefined;
    concurrency?: number | undefined;
    upkeep?: Partial<UpkeepOptions> | undefined;
    build?: Build | undefined;
  }) => {
    const worker = await openWorker({
      env: { DATABASE_URL: options.url, WORKER_CONCURRENCY: options.concurrency ?? 200 },
      partners: options.partners,
      policy: options.policy ?? HASTY_POLICY,
      ...(options.circuitPolicy && { circuitPolicy: options.circuitPolicy }),
      ...(options.upkeep && { upkeep: options.upkeep }),
      ...(options.build && { build: options.build }),
      log,
    });
    workers.add(worker);
    return worker;
  };

  return {
    database,
    pool,
    boss,
    committer,
    partners,
    log,
    logged,
    openCommitter,
    async place(changes) {
      const order = newOrder(changes);
      const receipt = await committer.submit(placing(order));
      if (receipt.type !== "placed") throw new Error(`not placed but ${receipt.type}`);
      return order;
    },
    startWorker: (options = {}) =>
      start({
        url: options.databaseUrl ?? database.url,
        partners: options.partners ?? connect(),
        policy: options.policy,
        circuitPolicy: options.circuitPolicy,
        concurrency: options.concurrency,
        upkeep: options.upkeep,
        build: options.build,
      }),
    async startMortalWorker(options = {}) {
      const proxy = await openCutProxy(database.url);
      const connection = connect();
      const worker = await start({ url: proxy.url, partners: connection, ...options });
      const kill = async () => {
        connection.die();
        await proxy.cut();
      };
      return { worker, proxy, silence: connection.die, kill };
    },
    async saga(sagaUuid) {
      const found = (await loadSagas(pool, [sagaUuid])).get(sagaUuid);
      if (found?.type !== "saga") throw new Error(`saga ${sagaUuid} cannot be read`);
      return found.saga;
    },
    sweep: () =>
      createSweep()({
        pool,
        boss,
        committer,
        build: THIS_BUILD,
        partners: connect(),
        worker: SWEEPER,
        log,
      }),
    expireLeases: () => expireLeases(pool),
    settle: (options = {}) => settle(pool, options),
    terminateSessions: (names) => terminateSessions(database, names),
    async close() {
      // Whatever call a test left hanging would be waited for.
      await Promise.all([...connections].map((each) => each.close()));
      await Promise.all([...workers].map((worker) => worker.stop()));
      await Promise.all([...committers].map((each) => each.close()));
      await boss.stop({ graceful: false });
      await pool.end();
      await database.drop();
    },
  };
}

/** No worker of this number is alive. */
const SWEEPER = 999;
