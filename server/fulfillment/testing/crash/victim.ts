import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Worker } from "#jobs/open-worker";
import type { PartnerJob, Partners, StepCall } from "#server/partners/types";
import type { Submission } from "../../submissions.ts";
import { type ChildWorker, startChildWorker } from "../child-worker.ts";
import { type CutProxy, openCutProxy } from "../cut-proxy.ts";
import type { givenSandboxPartners } from "../given-sandbox-partners.ts";
import type { GivenWorld } from "../given-world.ts";
import type { PartnerGate } from "../partner-gate.ts";
import type { Kill } from "./combinations.ts";

export type Scene = {
  world: GivenWorld;
  sandbox: Awaited<ReturnType<typeof givenSandboxPartners>>;
  gate: PartnerGate;
};

/** A worker that will be struck once. */
export type Victim = {
  proxy: CutProxy;
  /** Dies now, in its way; an exception is thrown by whoever is next to act. */
  strike(): void;
  /** Throws in the middle of a call: before the partner is asked, or after it has acted. */
  throwAt(job: PartnerJob, when: "before" | "after"): Promise<void>;
  /** As a supervisor ends it. */
  shutDown(): Promise<void>;
  /** Whether it is still there to go on by itself. */
  survives: boolean;
  end(): Promise<void>;
};

export async function startVictim(scene: Scene, kill: Kill): Promise<Victim> {
  const proxy = await openCutProxy(scene.world.database.url);
  return kill === "process" ? startProcess(scene, proxy) : startInProcess(scene, proxy, kill);
}

async function startProcess({ sandbox, gate }: Scene, proxy: CutProxy): Promise<Victim> {
  const env = { ...sandbox.workerEnv(gate.url), DATABASE_URL: proxy.url };
  const child: ChildWorker = await startChildWorker(env);
  return {
    proxy,
    strike: () => void child.process.kill("SIGKILL"),
    throwAt: () => Promise.reject(new Error("Bug: a process throws nothing that can be planned")),
    shutDown: async () => void (await child.end("SIGTERM")),
    survives: false,
    end: async () => {
      await child.end("SIGKILL");
      await proxy.cut();
    },
  };
}

async function startInProcess(
  { world, sandbox, gate }: Scene,
  proxy: CutProxy,
  kill: Exclude<Kill, "process">,
): Promise<Victim> {
  const partners = sandbox.connect(gate.url);
  const saboteur = sabotaged(partners);
  const worker: Worker = await world.startWorker({
    databaseUrl: proxy.url,
    partners: saboteur.partners,
  });
  return {
    proxy,
    strike: kill === "connection" ? proxy.sever : () => undefined,
    throwAt: saboteur.throwAt,
    shutDown: worker.stop,
    survives: true,
    end: worker.stop,
  };
}

/** The same partners, but the caller may be hit by an exception that no adapter catches. */
function sabotaged(partners: Partners): { partners: Partners; throwAt: Victim["throwAt"] } {
  let plan: { job: PartnerJob; when: "before" | "after"; thrown: () => void } | null = null;
  const sabotage = (job: PartnerJob) => async (call: StepCall) => {
    const mine = plan?.job === job ? plan : null;
    if (mine) plan = null;
    const reply = mine?.when === "before" ? null : await partners.steps[job](call);
    if (!mine && reply) return reply;
    mine?.thrown();
    throw new Error("an exception that a test put here");
  };
  const steps = Object.fromEntries(
    Object.keys(partners.steps).map((job) => [job, sabotage(asJob(job))]),
  );
  return {
    partners: { ...partners, steps: { ...partners.steps, ...steps } },
    throwAt: (job, when) =>
      new Promise<void>((thrown) => {
        plan = { job, when, thrown };
      }),
  };
}

/** The keys of this table are jobs. */
function asJob(key: string): PartnerJob {
  return key as PartnerJob;
}

/** A process that submits one thing, and is killed at the bytes that a trap waits for. */
export async function submitAndDie(
  proxy: CutProxy,
  submission: Submission,
  arm: (strike: () => void) => Promise<void>,
): Promise<void> {
  const script = fileURLToPath(new URL("submit-one.ts", import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: proxy.url,
      SUBMISSION: JSON.stringify(submission),
      NODE_ENV: "test",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(child, "exit");
  await arm(() => void child.kill("SIGKILL"));
  await exited;
}
