import type { Pool, PoolClient } from "pg";
import {
  appendCheckpoint,
  type Checkpoint,
  readLastCheckpoint,
} from "#server/audit/checkpoint-file";
import type { Log } from "#server/log";

/** What was appended since the last checkpoint could be cut off unnoticed: so not long. */
const INTERVAL_MS = 60_000;

/** Workers that share a data folder write into its file one at a time. The number is ours alone in this database. */
const CHECKPOINT_LOCK = 7_266_002;

// Qualified: a bare last_id would be the text, of which 8 is more than 12.
const READ_HEAD = `
  select c.last_id::text, encode(c.hash, 'hex') as hash, clock_timestamp() as at
  from event_chain c order by c.last_id desc limit 1`;

const READ_HASH = "select encode(hash, 'hex') as hash from event_chain where last_id = $1";

type Outcome =
  | "written"
  /** Nothing was appended since the last one. */
  | "unmoved"
  /** The chain is not the one that was noted: a person must look before anything else is noted. */
  | "contradicted"
  /** Another worker is at it. */
  | "elsewhere";

/**
 * Notes the head of the chain outside of the database, in a file and in the log:
 * the owner of the database could cut the chain's end off or write it anew, but
 * then it is no more what was noted.
 */
export class CheckpointWriter {
  readonly #pool: Pool;
  readonly #file: string | null;
  readonly #log: Log;
  /** What this process noted last, for where there is no file. */
  #noted: Checkpoint | null = null;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  /** `file`: null to note in the log alone. */
  constructor(options: { pool: Pool; file: string | null; log: Log }) {
    this.#pool = options.pool;
    this.#file = options.file;
    this.#log = options.log;
  }

  /** At once, for what others appended while no worker ran; then every minute. */
  start(): void {
    this.#running = this.#tryOnce().then(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), INTERVAL_MS);
    });
  }

  /** Notes what was appended up to the end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
    await this.#tryOnce();
  }

  async writeOnce(): Promise<Outcome> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      const outcome = await this.#write(client);
      await client.query("commit");
      client.release();
      return outcome;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async #tryOnce(): Promise<void> {
    try {
      await this.writeOnce();
    } catch (error) {
      this.#log.warn({ err: error }, "events.checkpoint_failed");
    }
  }

  async #write(client: PoolClient): Promise<Outcome> {
    const lock = await client.query<{ held: boolean }>(
      "select pg_try_advisory_xact_lock($1) as held",
      [CHECKPOINT_LOCK],
    );
    if (!lock.rows[0]?.held) return "elsewhere";
    const noted = this.#file === null ? this.#noted : await readLastCheckpoint(this.#file);
    if (noted !== null && (await hashAt(client, noted.lastId)) !== noted.hash) {
      const { lastId, hash, at } = noted;
      this.#log.error({ lastId, hash, at }, "events.checkpoint_contradicted");
      return "contradicted";
    }
    const head = await readHead(client);
    if (head === null || head.lastId === noted?.lastId) return "unmoved";
    // First the log: a full disk must not keep both from knowing.
    this.#log.info(head, "events.checkpoint");
    if (this.#file !== null) await appendCheckpoint(this.#file, head);
    this.#noted = head;
    return "written";
  }
}

async function readHead(client: PoolClient): Promise<Checkpoint | null> {
  const { rows } = await client.query<{ last_id: string; hash: string; at: Date }>(READ_HEAD);
  const [head] = rows;
  if (!head) return null;
  return { at: head.at.toISOString(), lastId: Number(head.last_id), hash: head.hash };
}

async function hashAt(client: PoolClient, lastId: number): Promise<string | undefined> {
  const { rows } = await client.query<{ hash: string }>(READ_HASH, [lastId]);
  return rows[0]?.hash;
}
