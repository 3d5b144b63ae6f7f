import { CircuitState, CountBreaker } from "cockatiel";
import type { Pool } from "pg";
import type { Log } from "#server/log";
import type { NoticeReply, PartnerName } from "#server/partners/types";
import type { Reply } from "#server/saga/types";
import {
  type Admission,
  type Cause,
  CIRCUIT_POLICY,
  CIRCUITS,
  type Circuit,
  type CircuitPolicy,
  circuitKey,
  waitBeforeProbeMs,
} from "./circuit.ts";
import { CircuitBoard } from "./circuit-board.ts";
import { type Health, healthOf } from "./health-of.ts";
import { claimProbe, closeCircuit, failProbe, giveUpProbe, openCircuit } from "./partner-status.ts";

/**
 * The circuit breakers, one a partner and direction, shared by all workers
 * through partner_status. An open circuit costs an order no attempt; when its
 * wait is over, one call of one worker tries whether the partner is well again.
 */
export class PartnerCircuits {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #worker: number;
  readonly policy: CircuitPolicy;
  readonly #board: CircuitBoard;
  readonly #breakers = new Map<string, CountBreaker>();

  constructor(options: {
    pool: Pool;
    log: Log;
    worker: number;
    onAdmitting: () => void;
    policy?: CircuitPolicy;
  }) {
    this.#pool = options.pool;
    this.#log = options.log;
    this.#worker = options.worker;
    this.policy = options.policy ?? CIRCUIT_POLICY;
    this.#board = new CircuitBoard(options);
    for (const circuit of CIRCUITS) this.#resetBreaker(circuit);
  }

  start(): Promise<void> {
    return this.#board.start();
  }

  stop(): Promise<void> {
    return this.#board.stop();
  }

  /** Reads at once what others have written, or what this worker wrote past it. */
  refresh(): Promise<void> {
    return this.#board.refresh();
  }

  /** Those whose orders are to be resumed before calls may leave. */
  reopening(): readonly Circuit[] {
    return CIRCUITS.filter((circuit) => this.#board.of(circuit).reopening);
  }

  /** Partners that did not take our key and are to be asked again now. */
  lookUpsDue(): readonly PartnerName[] {
    return CIRCUITS.filter((circuit) => {
      const { cause, reopening, probeAtMs } = this.#board.of(circuit);
      const isDue = cause === "misconfigured" && !reopening && probeAtMs <= performance.now();
      return isDue && circuit.direction === "forward";
    }).map(({ partner }) => partner);
  }

  admission(circuit: Circuit): Admission {
    return this.#board.admission(circuit);
  }

  /** True for the one worker, and the one call, that may try whether the partner is well again. */
  claimProbe(circuit: Circuit): Promise<boolean> {
    const { probeMs } = this.policy;
    return claimProbe(this.#pool, circuit, { cause: "failing", worker: this.#worker, probeMs });
  }

  /** The call that was to try is not made after all: another may at once. Never throws. */
  async giveUpProbe(circuit: Circuit): Promise<void> {
    try {
      await giveUpProbe(this.#pool, circuit, this.#worker);
    } catch (error) {
      this.#log.warn({ err: error, ...circuit }, "partner.circuit_not_written");
    }
  }

  /** Learns from an answer. Never throws: an order must not suffer from what is written down about its partner. */
  async report(
    circuit: Circuit,
    reply: Reply | NoticeReply,
    { isProbe }: { isProbe: boolean },
  ): Promise<void> {
    const health = healthOf(reply);
    try {
      if (isProbe) await this.#learnFromProbe(circuit, health);
      else await this.#learn(circuit, health);
    } catch (error) {
      this.#log.warn({ err: error, ...circuit }, "partner.circuit_not_written");
    }
  }

  async #learn(circuit: Circuit, health: Health): Promise<void> {
    switch (health.type) {
      case "says_nothing":
        return;
      case "well":
        this.#breakerOf(circuit).success(CircuitState.Closed);
        return;
      case "failing":
        if (!this.#breakerOf(circuit).failure(CircuitState.Closed)) return;
        return this.#open(circuit, "failing", health.code, this.#waitMs(0));
      case "misconfigured":
        return this.#open(circuit, "misconfigured", health.code, this.policy.lookUpEveryMs);
      case "asks_to_wait":
        return this.#open(circuit, "asked_to_wait", health.code, health.ms);
    }
  }

  async #learnFromProbe(circuit: Circuit, health: Health): Promise<void> {
    switch (health.type) {
      case "well":
        this.#resetBreaker(circuit);
        // Written first: this worker must not go on while the others still wait.
        if (await closeCircuit(this.#pool, circuit, ["failing"])) {
          this.#log.info({ ...circuit }, "partner.circuit_closed");
        }
        return this.#board.set(circuit, { cause: null, failedProbes: 0 });
      case "misconfigured":
        return this.#open(circuit, "misconfigured", health.code, this.policy.lookUpEveryMs);
      case "failing":
      case "asks_to_wait":
        return this.#stayOpen(circuit, health.code);
      case "says_nothing":
        return giveUpProbe(this.#pool, circuit, this.#worker);
    }
  }

  async #stayOpen(circuit: Circuit, code: string): Promise<void> {
    const failedProbes = this.#board.of(circuit).failedProbes + 1;
    const probeInMs = this.#waitMs(failedProbes);
    this.#board.set(circuit, { failedProbes, probeAtMs: performance.now() + probeInMs });
    await failProbe(this.#pool, circuit, { worker: this.#worker, code, probeInMs });
  }

  async #open(circuit: Circuit, cause: Cause, code: string, probeInMs: number): Promise<void> {
    const known = this.#board.of(circuit);
    // Answers to calls that were out when it opened bring no news.
    if (known.cause === "misconfigured" || known.cause === cause) return;
    const { partner, direction } = circuit;
    // Our key is the partner's, whatever it is asked for.
    const directions = cause === "misconfigured" ? (["forward", "undo"] as const) : [direction];
    const probeAtMs = performance.now() + probeInMs;
    for (const each of directions) {
      this.#board.set({ partner, direction: each }, { cause, failedProbes: 0, probeAtMs });
    }
    const opened = await openCircuit(this.#pool, { partner, directions, cause, code, probeInMs });
    if (!opened) return;
    // One line for all the orders that wait now: this is the alert.
    const level = cause === "asked_to_wait" ? "info" : "error";
    this.#log[level]({ partner, directions, cause, code }, "partner.circuit_opened");
  }

  /** Half of it by chance: workers that saw the same failure must not return together. */
  #waitMs(failedProbes: number): number {
    const wait = waitBeforeProbeMs(failedProbes, this.policy);
    return wait / 2 + (wait / 2) * Math.random();
  }

  #resetBreaker(circuit: Circuit): void {
    const { threshold, size, atLeast } = this.policy;
    const breaker = new CountBreaker({ threshold, size, minimumNumberOfCalls: atLeast });
    this.#breakers.set(circuitKey(circuit), breaker);
  }

  #breakerOf(circuit: Circuit): CountBreaker {
    const breaker = this.#breakers.get(circuitKey(circuit));
    if (!breaker) throw new Error(`Bug: ${circuitKey(circuit)} has no circuit`);
    return breaker;
  }
}
