import { setTimeout as pause } from "node:timers/promises";
import { CIRCUIT_POLICY, type CircuitPolicy } from "#server/circuits/circuit";
import type { PartnerJob } from "#server/partners/types";
import { type Build, THIS_BUILD } from "#server/saga/definition";
import type { Saga } from "#server/saga/types";
import type { CommandReceipt, CommandSubmission, NewOrder } from "../../submissions.ts";
import type { GivenWorld, MortalWorker } from "../given-world.ts";
import { cancelling } from "../outcomes.ts";
import { type Behaviour, STEP_OF } from "../partner-world.ts";
import type { Manner } from "./commands.ts";

/** One order, two workers, and partners that behave as the life says. */
export class Stage {
  readonly world: GivenWorld;
  readonly workers: [MortalWorker, MortalWorker];
  readonly builds: [Build, Build] = [THIS_BUILD, THIS_BUILD];
  order: NewOrder | null = null;
  manners: Manner[] = [];
  slow: (() => void)[] = [];
  /** What people asked and were answered. */
  asked: { submission: CommandSubmission; receipt: CommandReceipt }[] = [];
  /** Releases of stock that were asked for while a shipment stood, or might have. */
  rashReleases = 0;
  /** The steps whose making a partner refused. */
  readonly #refused = new Set<string>();

  private constructor(world: GivenWorld, workers: [MortalWorker, MortalWorker]) {
    this.world = world;
    this.workers = workers;
    world.partners.onCall = (job, { sagaUuid }) =>
      sagaUuid === this.order?.sagaUuid ? this.#behave(job, sagaUuid) : undefined;
  }

  static async open(world: GivenWorld): Promise<Stage> {
    const workers = await Promise.all([
      startWorker(world, THIS_BUILD),
      startWorker(world, THIS_BUILD),
    ]);
    return new Stage(world, workers);
  }

  async begin(manners: readonly Manner[]): Promise<void> {
    this.manners = [...manners];
    this.slow = [];
    this.asked = [];
    this.#refused.clear();
    this.order = await this.world.place();
  }

  get sagaUuid(): string {
    if (!this.order) throw new Error("Bug: nothing was placed");
    return this.order.sagaUuid;
  }

  saga(): Promise<Saga> {
    return this.world.saga(this.sagaUuid);
  }

  async restart(which: 0 | 1, build: Build): Promise<void> {
    const dead = this.workers[which];
    await dead.kill();
    // What is left of it reaches nobody, but its timers would go on.
    dead.worker.stop().catch(() => undefined);
    this.workers[which] = await startWorker(this.world, build);
    this.builds[which] = build;
  }

  answerSlow(): void {
    for (const answer of this.slow.splice(0)) answer();
  }

  /** Until the saga has stood still for a moment, and not for long. */
  async works(): Promise<void> {
    let version = -1;
    for (let look = 0; look < 8; look += 1) {
      const saga = await this.saga();
      if (saga.version === version) return;
      version = saga.version;
      await pause(15);
    }
  }

  async submit(submission: CommandSubmission): Promise<void> {
    const receipt = await this.world.committer.submit(submission);
    this.asked.push({ submission, receipt });
  }

  async cancel(): Promise<void> {
    if (this.order) await this.world.committer.submit(cancelling(this.order));
  }

  /**
   * A partner tells no lies: what stands it does not refuse to have made, what it
   * refused to make it refuses again, to a slow call of before as well, and it
   * cannot refuse to undo nothing.
   */
  #behave(job: PartnerJob, sagaUuid: string): Behaviour | undefined {
    const { step, makes } = STEP_OF[job];
    const live = this.world.partners.liveSteps(sagaUuid);
    const code = makes ? "insufficient_stock" : "already_committed";
    const refusal: Behaviour = { type: "rejects", code };
    if (job === "release-inventory" && live.includes("shipment")) this.rashReleases += 1;
    const manner = this.manners.shift() ?? "does it";
    if (makes && this.#refused.has(step)) return refusal;
    switch (manner) {
      case "does it":
        return undefined;
      case "refuses":
        if (live.includes(step) === makes) return undefined;
        if (makes) this.#refused.add(step);
        return refusal;
      case "is busy":
        return { type: "transient", code: "unavailable" };
      case "stays silent":
        return { type: "drops" };
      case "acts and stays silent":
        return { type: "acts_and_drops" };
      case "is slow": {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.slow.push(resolve);
        const refusedMeanwhile = () => (makes && this.#refused.has(step) ? code : null);
        return { type: "waits", until: promise, refusedMeanwhile };
      }
      case "calls the request wrong":
        return { type: "misconfigured", code: "invalid_request", scope: "request" };
      case "refuses our key":
        return { type: "misconfigured", code: "unauthorized" };
    }
  }
}

const QUICK_CIRCUITS: CircuitPolicy = {
  ...CIRCUIT_POLICY,
  firstWaitMs: 20,
  longestWaitMs: 50,
  lookUpEveryMs: 20,
};

async function startWorker(world: GivenWorld, build: Build): Promise<MortalWorker> {
  return world.startMortalWorker({ build, circuitPolicy: QUICK_CIRCUITS });
}
