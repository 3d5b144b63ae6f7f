import { randomInt } from "node:crypto";
import pg from "pg";
import { WORKER_LOCK } from "#db/worker-lock";
import type { Log } from "#server/log";

const RECONNECT_MS = 1_000;

/**
 * Shows that this worker is alive for exactly as long as it is: a lock of its
 * own session, which falls with the process, whatever ends it.
 */
export class Liveness {
  readonly #databaseUrl: string;
  readonly #log: Log;
  readonly workerNumber = randomInt(1, 2 ** 31);
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopping = false;

  constructor(options: { databaseUrl: string; log: Log }) {
    this.#databaseUrl = options.databaseUrl;
    this.#log = options.log;
  }

  async start(): Promise<void> {
    if (this.#stopping) return;
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: "backstitch-worker-alive",
      keepAlive: true,
    });
    this.#client = client;
    const lost = (error: Error) => this.#lost(client, error);
    client.on("error", lost);
    client.on("end", () => lost(new Error("the connection ended")));
    try {
      await client.connect();
      await client.query("select pg_advisory_lock($1, $2)", [WORKER_LOCK, this.workerNumber]);
    } catch (error) {
      lost(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#client?.end();
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#stopping || this.#client !== client) return;
    this.#client = null;
    this.#log.warn({ err: error }, "worker.liveness_lost");
    client.end().catch(() => {
      // Already gone.
    });
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}
