import pg from "pg";
import { UTC_TYPES } from "#db/by-key";

/** The driver's end of a connection, as far as a statement uses it. */
type DriverConnection = {
  stream: { cork(): void; uncork(): void };
  submittedNamedStatements: Record<string, string>;
  sync(): void;
};

/** A statement as the driver runs it: its published types leave out what it does with answers. */
type DriverQuery = {
  name: string | undefined;
  text: string;
  /** Set by the client, which bounds by it how long an answer may take. */
  callback: ((error: Error | null) => void) | undefined;
  prepare(connection: DriverConnection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: DriverConnection): void;
  handleReadyForQuery(connection: DriverConnection): void;
  handleError(error: Error, connection: DriverConnection): void;
};
type DriverCallback = (error: Error | null | undefined, result: pg.QueryResult) => void;
const DriverQueryClass = pg.Query as unknown as new (
  config: pg.QueryConfig,
  callback?: DriverCallback,
) => DriverQuery;

/** What the driver can always write: one value that it could not would leave the answers out of step. */
export type Parameter = string | number | null | Buffer | readonly (string | number | null)[];

export type Statement = {
  /** Prepares it; null leaves it to the planner each time. */
  name: string | null;
  text: string;
  values: Parameter[];
};

/**
 * Statements that leave in one write and are answered in one piece: one Sync for
 * all of them. With one each, which is what the driver does, the server writes and
 * the worker wakes once a statement, a third of what a small commit costs.
 *
 * Of the first that fails on, Postgres skips them all, so a COMMIT behind a
 * failure is never come to; each is told that first failure.
 */
export class StatementBundle extends DriverQueryClass {
  #asked: { query: DriverQuery; refuse: (error: Error) => void }[] = [];
  #answered = 0;

  constructor() {
    // Never sent: what it stands for are its statements.
    super({ text: "" });
  }

  add<R extends pg.QueryResultRow>({ name, text, values }: Statement): Promise<pg.QueryResult<R>> {
    return new Promise((resolve, reject) => {
      const config = { text, values, types: UTC_TYPES, ...(name === null ? {} : { name }) };
      const query = new DriverQueryClass(config, (error, result) =>
        error ? reject(error) : resolve(result as pg.QueryResult<R>),
      );
      this.#asked.push({ query, refuse: reject });
    });
  }

  submit(connection: DriverConnection): Error | null {
    const withoutSync = Object.create(connection, { sync: { value: () => undefined } });
    connection.stream.cork();
    try {
      for (const { query } of this.#asked) query.prepare(withoutSync);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    this.#expect();
    return null;
  }

  override handleRowDescription(message: unknown): void {
    this.#asked[this.#answered]?.query.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.#asked[this.#answered]?.query.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: DriverConnection): void {
    const query = this.#asked[this.#answered]?.query;
    query?.handleCommandComplete(message, connection);
    query?.handleReadyForQuery(connection);
    this.#answered += 1;
    this.#expect();
  }

  override handleError(error: Error, connection: DriverConnection): void {
    for (const { query, refuse } of this.#asked.slice(this.#answered)) {
      // What was skipped was not prepared either.
      if (query.name) delete connection.submittedNamedStatements[query.name];
      refuse(error);
    }
    this.#answered = this.#asked.length;
    this.callback?.(error);
  }

  override handleReadyForQuery(): void {
    this.callback?.(null);
  }

  /** The client notes under this name what Postgres says it has prepared. */
  #expect(): void {
    const next = this.#asked[this.#answered]?.query;
    this.name = next?.name;
    this.text = next?.text ?? "";
  }
}
