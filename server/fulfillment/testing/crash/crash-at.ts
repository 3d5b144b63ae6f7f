import { setTimeout as pause } from "node:timers/promises";
import { openPool } from "#db/pool";
import { newUuid } from "#server/ids";
import type { PartnerJob } from "#server/partners/types";
import { openBoss } from "#server/queue/open-boss";
import type { SagaJobData } from "#server/queue/queues";
import { THIS_BUILD } from "#server/saga/definition";
import type { SagaJob } from "#server/saga/types";
import { createSweep } from "#server/upkeep/sweep";
import type { NewOrder, Submission } from "../../submissions.ts";
import { startChildWorker } from "../child-worker.ts";
import { openCutProxy } from "../cut-proxy.ts";
import { placing } from "../new-order.ts";
import { asking } from "../outcomes.ts";
import type { Combination, Kill } from "./combinations.ts";
import { failOnce } from "./fail-once.ts";
import { BEFORE, ROUTE_OF } from "./routes.ts";
import { type Scene, startVictim, submitAndDie, type Victim } from "./victim.ts";

/** Who goes on by themselves, and what takes back a fault that was put into the database. */
export type Crashed = { survivor: Victim | null; mend?: () => Promise<void> };

/** Lets somebody die at one moment of one order's life. Whoever outlives it is still there. */
export async function crashAt(
  scene: Scene,
  { point, job, kill }: Combination,
  order: NewOrder,
): Promise<Crashed> {
  switch (point) {
    case "C0":
      return BEFORE[job] === null
        ? crashBeforeFirstIntent(scene, kill, job, order)
        : crashAtCommit(scene, kill, { job: BEFORE[job], commit: "commit_sent", skip: 0 }, order);
    case "C1":
      return crashInCall(scene, kill, { job: asPartnerJob(job), moment: "arrived" }, order);
    case "C2":
      return crashInCall(scene, kill, { job: asPartnerJob(job), moment: "answered" }, order);
    case "C3":
      return crashAtCommit(scene, kill, outcomeOf(job, "commit_sent"), order);
    case "C4":
      return crashAtCommit(scene, kill, outcomeOf(job, "commit_done"), order);
    case "C5":
      return bringJobAgain(scene, job, order);
    case "C6":
      return crashInSweep(scene, kill, job, order);
    case "C7":
      return crashInShutdown(scene, kill, asPartnerJob(job), order);
  }
}

type CommitPoint = { job: PartnerJob; commit: "commit_sent" | "commit_done"; skip: number };

/** The commit that records a job's outcome; cancel-order's is the one after the last partner's. */
function outcomeOf(job: SagaJob, commit: CommitPoint["commit"]): CommitPoint {
  return job === "cancel-order"
    ? { job: "cancel-prescription", commit, skip: 1 }
    : { job, commit, skip: 0 };
}

/** Brings the order on its way, up to where a person takes it back. */
async function set(scene: Scene, order: NewOrder, job: SagaJob): Promise<void> {
  const { world } = scene;
  await world.committer.submit(placing(order));
  if (ROUTE_OF[job] !== "is taken back by a person") return;
  await until(async () => (await world.saga(order.sagaUuid)).position === "COMPLETED");
  await world.committer.submit(asking(await world.saga(order.sagaUuid), { type: "undo" }));
}

async function crashInCall(
  scene: Scene,
  kill: Kill,
  { job, moment }: { job: PartnerJob; moment: "arrived" | "answered" },
  order: NewOrder,
) {
  const victim = await startVictim(scene, kill);
  const struck =
    kill === "throw"
      ? victim.throwAt(job, moment === "arrived" ? "before" : "after")
      : scene.gate.at(job, moment, async () => {
          victim.strike();
          // What lost its database only, and has not been answered yet, still is.
          return kill === "connection" && moment === "arrived" ? "go on" : "drop";
        });
  await set(scene, order, job);
  await struck;
  return leave(victim);
}

async function crashAtCommit(
  scene: Scene,
  kill: Kill,
  { job, commit, skip }: CommitPoint,
  order: NewOrder,
) {
  const victim = await startVictim(scene, kill);
  const { adminUrl } = scene.world.database;
  const struck = Promise.withResolvers<void>();
  let mend = async () => {};
  const armed = scene.gate.at(job, "answered", async () => {
    if (kill === "throw") {
      const ofIt = `new.aggregate_uuid in ('${order.sagaUuid}', '${order.orderUuid}')`;
      // cancel-order's own commit is the first that appends to the order's stream.
      mend = await failOnce(
        adminUrl,
        "event_store",
        skip === 0 ? ofIt : `new.aggregate_uuid = '${order.orderUuid}'`,
      );
      struck.resolve();
    } else {
      void victim.proxy
        .spring({ on: commit, skip, first: victim.strike, by: "sever" })
        .then(struck.resolve);
    }
    return "go on";
  });
  await set(scene, order, job);
  await armed;
  await struck.promise;
  const left = await leave(victim);
  return { ...left, mend };
}

/** The storefront's place, or the person's wish, dies before it is committed, and is asked for again. */
async function crashBeforeFirstIntent(scene: Scene, kill: Kill, job: SagaJob, order: NewOrder) {
  const { world } = scene;
  const submission = await firstSubmission(scene, job, order);
  const proxy = await openCutProxy(world.database.url);
  const trap = { on: "commit_sent", skip: 0, by: "sever" } as const;
  if (kill === "process") {
    await submitAndDie(proxy, submission, async (strike) => {
      void proxy.spring({ ...trap, first: strike });
    });
  } else if (kill === "connection") {
    const cut = proxy.spring(trap);
    const submitted = world.openCommitter({ databaseUrl: proxy.url }).submit(submission);
    await cut;
    await submitted.catch(() => undefined);
  } else {
    const ofIt = `new.metadata->>'correlationId' = '${order.orderUuid}'`;
    const mend = await failOnce(world.database.adminUrl, "event_store", ofIt);
    await world.committer.submit(submission).catch(() => undefined);
    await mend();
  }
  await world.committer.submit(submission);
  await proxy.cut();
  return { survivor: null };
}

async function firstSubmission(scene: Scene, job: SagaJob, order: NewOrder): Promise<Submission> {
  if (job === "create-prescription") return placing(order);
  const { world, sandbox, gate } = scene;
  const worker = await world.startWorker({ partners: sandbox.connect(gate.url) });
  await world.committer.submit(placing(order));
  await until(async () => (await world.saga(order.sagaUuid)).position === "COMPLETED");
  await worker.stop();
  return asking(await world.saga(order.sagaUuid), { type: "undo" });
}

/** The job of every dispatch so far comes again, as if its removal had been lost. */
async function bringJobAgain(scene: Scene, job: SagaJob, order: NewOrder) {
  const { world } = scene;
  const victim = await startVictim(scene, "throw");
  await set(scene, order, job);
  await world.settle();
  const { dispatch, version } = await world.saga(order.sagaUuid);
  const calls = scene.gate.callsOf(order.sagaUuid).length;
  for (let each = 1; each <= dispatch; each += 1) {
    const data: SagaJobData = { sagaUuid: order.sagaUuid, dispatch: each, holder: null };
    await world.boss.insert(job, [{ id: newUuid(), data }]);
  }
  await world.settle();
  const after = await world.saga(order.sagaUuid);
  if (after.version !== version) throw new Error("a job that came again changed the saga");
  if (scene.gate.callsOf(order.sagaUuid).length !== calls) {
    throw new Error("a job that came again called a partner");
  }
  return leave(victim);
}

/** The order stands at the job, its job is lost, and the sweep that finds it dies over it. */
async function crashInSweep(scene: Scene, kill: Kill, job: SagaJob, order: NewOrder) {
  const { world } = scene;
  await standAt(scene, job, order);
  await world.pool.query("delete from pgboss.job where data->>'sagaUuid' = $1", [order.sagaUuid]);
  await world.pool.query("update upkeep_duties set last_run_at = null, leased_until = null");
  await dieSweeping(scene, kill);
  await world.sweep();
  return { survivor: null };
}

const INSERTS_A_JOB = /insert\s+into\s+\S*job/i;

async function dieSweeping(scene: Scene, kill: Kill): Promise<void> {
  const { world, sandbox } = scene;
  if (kill === "throw") {
    const mend = await failOnce(world.database.adminUrl, "pgboss.job", "new.data ? 'sagaUuid'");
    await world.sweep();
    return mend();
  }
  const proxy = await openCutProxy(world.database.url);
  if (kill === "process") {
    const child = await startChildWorker({
      // Its partners are away, so that it can do nothing but sweep.
      ...sandbox.workerEnv("http://127.0.0.1:1"),
      DATABASE_URL: proxy.url,
      SWEEP_SECONDS: "1",
    });
    await proxy.spring({
      on: INSERTS_A_JOB,
      skip: 0,
      first: () => void child.process.kill("SIGKILL"),
      by: "cut",
    });
    await child.end("SIGKILL");
    return;
  }
  const note = () => undefined;
  const pool = openPool({
    url: proxy.url,
    maxConnections: 2,
    applicationName: "backstitch-sweeper",
    onIdleError: note,
  });
  const boss = await openBoss({
    pool,
    databaseUrl: proxy.url,
    supervise: false,
    onWake: null,
    onError: note,
  });
  const cut = proxy.spring({ on: INSERTS_A_JOB, skip: 0, by: "sever" });
  const partners = sandbox.connect();
  await createSweep()({
    pool,
    boss,
    committer: world.committer,
    build: THIS_BUILD,
    partners,
    worker: 998,
    log: world.log,
  });
  await cut;
  await boss.stop({ graceful: false });
  await partners.close();
  await pool.end();
  await proxy.cut();
}

/** A worker is killed as it is about to call; for cancel-order, as the undo before it was recorded. */
async function standAt(scene: Scene, job: SagaJob, order: NewOrder): Promise<void> {
  const { survivor } =
    job === "cancel-order"
      ? await crashAtCommit(
          scene,
          "process",
          { job: "cancel-prescription", commit: "commit_done", skip: 0 },
          order,
        )
      : await crashInCall(scene, "process", { job, moment: "arrived" }, order);
  if (survivor) throw new Error("Bug: the process outlived its kill");
}

async function crashInShutdown(scene: Scene, kill: Kill, job: PartnerJob, order: NewOrder) {
  const victim = await startVictim(scene, kill);
  let down: Promise<void> = Promise.resolve();
  const thrown = kill === "throw" ? victim.throwAt(job, "after") : Promise.resolve();
  const arrived = scene.gate.at(job, "arrived", async () => {
    down = victim.shutDown();
    return "go on";
  });
  const answered = scene.gate.at(job, "answered", async () => {
    if (kill === "connection") victim.strike();
    return "go on";
  });
  await set(scene, order, job);
  await Promise.all([arrived, answered, thrown]);
  await down;
  await victim.end();
  return { survivor: null };
}

async function leave(victim: Victim): Promise<Crashed> {
  if (victim.survives) return { survivor: victim };
  await victim.end();
  return { survivor: null };
}

function asPartnerJob(job: SagaJob): PartnerJob {
  if (job === "cancel-order") throw new Error("Bug: cancel-order calls nobody");
  return job;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error("it never came to that");
    await pause(10);
  }
}
