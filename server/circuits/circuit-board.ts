import type { Pool } from "pg";
import type { Log } from "#server/log";
import { type Admission, type Cause, type Circuit, circuitKey } from "./circuit.ts";
import { type PartnerStatus, readPartnerStatus } from "./partner-status.ts";

const REFRESH_MS = 1_000;

export type Known = {
  held: boolean;
  cause: Cause | null;
  /** By this process' own clock, which no correction sets back. */
  probeAtMs: number;
  failedProbes: number;
  /** The orders that waited are being resumed; calls may leave after that. */
  reopening: boolean;
};

const NOTHING_KNOWN: Known = {
  held: false,
  cause: null,
  probeAtMs: 0,
  failedProbes: 0,
  reopening: false,
};

/**
 * What this process knows of all circuits. What people and other workers wrote
 * is read in the background, so that no call waits for it; while the database is
 * away the last known answer stands. What is set here counts at once.
 */
export class CircuitBoard {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #onAdmitting: () => void;
  #known = new Map<string, Known>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(options: {
    pool: Pool;
    log: Log;
    /** Calls may leave that could not before: look for work now. */
    onAdmitting: () => void;
  }) {
    this.#pool = options.pool;
    this.#log = options.log;
    this.#onAdmitting = options.onAdmitting;
  }

  async start(): Promise<void> {
    await this.refresh();
    this.#refreshLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#refreshing;
  }

  of(circuit: Circuit): Known {
    return this.#known.get(circuitKey(circuit)) ?? NOTHING_KNOWN;
  }

  set(circuit: Circuit, change: Partial<Known>): void {
    const before = this.of(circuit);
    const after = { ...before, ...change };
    this.#known.set(circuitKey(circuit), after);
    if (isShut(before) && !isShut(after)) this.#onAdmitting();
  }

  admission(circuit: Circuit): Admission {
    const { held, cause, probeAtMs } = this.of(circuit);
    if (held) return { type: "held" };
    if (cause === null) return { type: "closed" };
    const probeInMs = probeAtMs - performance.now();
    switch (cause) {
      case "asked_to_wait":
        return probeInMs > 0 ? { type: "open", cause, probeInMs } : { type: "closed" };
      case "failing":
        return probeInMs > 0 ? { type: "open", cause, probeInMs } : { type: "probing" };
      case "misconfigured":
        // Tried by a look-up that makes nothing, never by an order.
        return { type: "open", cause, probeInMs: Math.max(0, probeInMs) };
    }
  }

  /** One after the other: behind a slow database they would pile up and answer out of order. */
  #refreshLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#refreshing = this.refresh().then(() => this.#refreshLater());
    }, REFRESH_MS);
  }

  async refresh(): Promise<void> {
    try {
      const rows = await readPartnerStatus(this.#pool);
      const nowMs = performance.now();
      for (const row of rows) this.set(row, toKnown(row, nowMs));
    } catch (error) {
      this.#log.warn({ err: error }, "partner.status_not_read");
    }
  }
}

const isShut = ({ held, cause }: Known) => held || cause !== null;

function toKnown(status: PartnerStatus, nowMs: number): Known {
  const { held, cause, probeInMs, failedProbes, reopening } = status;
  return { held, cause, failedProbes, reopening, probeAtMs: nowMs + (probeInMs ?? 0) };
}
