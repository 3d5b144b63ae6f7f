import pg from "pg";
import { BY_KEY, UTC_TYPES } from "#db/by-key";
import { type Parameter, type Statement, StatementBundle } from "./statement-bundle.ts";

/**
 * What runs inside one transaction of a lane. Statements of one turn of the event
 * loop leave together, and are answered in order.
 */
export type LaneTx = {
  /** `name` prepares the statement; null leaves it to the planner each time. */
  query<R extends pg.QueryResultRow>(
    name: string | null,
    text: string,
    values: Parameter[],
  ): Promise<pg.QueryResult<R>>;
};

/**
 * How a transaction ends: with its result, and with its last statements, which are
 * on their way already. COMMIT follows them without waiting for their answers, so
 * that the locks they take are never held while this process sleeps; whatever
 * must not be committed has to fail by itself.
 */
export type Ending<T> = { result: T; last: Promise<unknown> };

/**
 * The connection died. `committed` says what is known: "no" before COMMIT left
 * us, "unknown" after it; then only the database knows, so do not repeat.
 */
export class ConnectionLost extends Error {
  readonly committed: "no" | "unknown";
  constructor(committed: "no" | "unknown", cause: unknown) {
    super(`connection lost, committed: ${committed}`, { cause });
    this.name = "ConnectionLost";
    this.committed = committed;
  }
}

/** One connection of the committer's own: pinned plans, pipelined, reopened after every loss. */
export class Lane {
  readonly #databaseUrl: string;
  readonly #onLost: (error: Error) => void;
  #client: pg.Client | null = null;
  #gathered: { client: pg.Client; bundle: StatementBundle } | null = null;

  constructor(options: { databaseUrl: string; onLost: (error: Error) => void }) {
    this.#databaseUrl = options.databaseUrl;
    this.#onLost = options.onLost;
  }

  async transaction<T>(work: (tx: LaneTx) => Promise<Ending<T>>): Promise<T> {
    const client = await this.#connect().catch((error: unknown) => {
      throw new ConnectionLost("no", error);
    });
    let broken = false;
    let ended = false;
    const send: LaneTx["query"] = <R extends pg.QueryResultRow>(
      name: string | null,
      text: string,
      values: Parameter[],
    ) => {
      // Behind a rollback it would be a transaction of its own, or part of the next one.
      if (ended) return Promise.reject(new Error("Bug: a statement after its transaction ended"));
      const result = this.#gather<R>(client, { name, text, values });
      // Heard at once although awaited later: a failure must not count as unhandled meanwhile.
      result.catch((error: unknown) => {
        broken ||= isConnectionError(error);
      });
      return result;
    };
    let committed: ConnectionLost["committed"] = "no";
    try {
      const begun = send("begin", "begin", []);
      const { result, last } = await work({ query: send });
      // Awaited below; heard here, should BEGIN itself have failed.
      last.catch(() => undefined);
      committed = "unknown";
      const committing = send("commit", "commit", []);
      ended = true;
      await Promise.all([begun, last]).catch((error: unknown) => {
        // Told by the server, in its place before COMMIT: so that was never come to.
        if (error instanceof pg.DatabaseError) committed = "no";
        throw error;
      });
      const done = await committing;
      // Postgres answers COMMIT of a failed transaction with ROLLBACK and no error.
      if (done.command !== "COMMIT") throw new Error(`Bug: commit answered ${done.command}`);
      return result;
    } catch (error) {
      // What fails first: a bundle tells it of each statement that it skipped, and is awaited before the next.
      ended = true;
      if (broken || this.#client !== client) {
        this.#lose(client, error instanceof Error ? error : new Error(String(error)));
        throw new ConnectionLost(committed, error);
      }
      // Of a bundle that fails the rest is skipped, so it must not be part of one.
      this.#send();
      const rolledBack = this.#gather(client, { name: null, text: "rollback", values: [] });
      await rolledBack.catch((rollbackError: Error) => {
        this.#lose(client, rollbackError);
        throw new ConnectionLost("no", rollbackError);
      });
      throw error;
    }
  }

  /** Sent in one piece with the others of this turn of the event loop. */
  #gather<R extends pg.QueryResultRow>(
    client: pg.Client,
    statement: Statement,
  ): Promise<pg.QueryResult<R>> {
    if (!this.#gathered) {
      this.#gathered = { client, bundle: new StatementBundle() };
      process.nextTick(() => this.#send());
    }
    return this.#gathered.bundle.add<R>(statement);
  }

  #send(): void {
    const gathered = this.#gathered;
    this.#gathered = null;
    gathered?.client.query(gathered.bundle);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: "backstitch-committer",
      options: BY_KEY,
      types: UTC_TYPES,
      pipeline: true,
      connectionTimeoutMillis: 5_000,
      // Bounds on what a transaction may wait for: a twin's key, a locked row, a forgotten commit.
      lock_timeout: 3_000,
      statement_timeout: 20_000,
      // A process that was stopped in the middle gives its rows free after this long.
      idle_in_transaction_session_timeout: 5_000,
      // The server's bounds do not help when it is gone without a word.
      query_timeout: 25_000,
      keepAlive: true,
    });
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client, new Error("the connection ended")));
    await client.connect();
    this.#client = client;
    return client;
  }

  #lose(client: pg.Client, error: Error): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => {
      // Already gone: ending it is only good manners.
    });
    this.#onLost(error);
  }
}

/** The server is going down or the link is: SQLSTATE classes 57P and 08, or an error that is not the server's. */
function isConnectionError(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(08|57P)/.test(error.code ?? "");
}

/**
 * Nobody's fault in the batch, and surely not committed: a lock waited for too
 * long, a deadlock, a connection that died before COMMIT was sent.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionLost) return error.committed === "no";
  return error instanceof pg.DatabaseError && ["55P03", "40P01"].includes(error.code ?? "");
}

/** A row was not as it was known (all-or-fail.ts): nothing was written, and it can be read and tried again. */
export const isRowMissed = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === "22012";
