import pg from "pg";
import { WRITER_LOCK } from "./database.ts";
import { logLine } from "./log.ts";
import { problem, type Reply } from "./problem.ts";
import { settleDue } from "./settle.ts";
import { objectFromRow, rowFromObject, type SandboxPartner } from "./stored-object.ts";
import { InvariantViolation, inWorld, type World, type WorldRows, worldRows } from "./world.ts";

/** One request's change: the rows it needs, and what it does with them. Pure, so it can be run again. */
export type Command = {
  references: readonly { partner: SandboxPartner; clientReference: string }[];
  objectIds?: readonly string[];
  run(world: World): Reply;
};

export type Writer = {
  submit(command: Command): Promise<Reply>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

type Pending = { command: Command; resolve: (reply: Reply) => void };

const MAX_BATCH = 200;

/**
 * The one place that changes the sandbox's rows. Requests that arrive while a commit is on its way
 * to disk go together in the next; each batch is one transaction under one advisory lock, so
 * effects, objects and ledger agree, no two requests race, and `seq` is in commit order.
 */
export function createWriter(pool: pg.Pool): Writer {
  let queue: Pending[] = [];
  let working: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, MAX_BATCH);
      queue = queue.slice(MAX_BATCH);
      await runBatch(pool, batch);
    }
    working = undefined;
  }

  return {
    submit: (command) =>
      new Promise((resolve) => {
        queue.push({ command, resolve });
        working ??= drain();
      }),
    idle: async () => {
      await working;
    },
  };
}

async function runBatch(pool: pg.Pool, batch: Pending[]): Promise<void> {
  const outcome = await commitBatch(
    pool,
    batch.map((pending) => pending.command),
  );
  if (outcome.type === "committed") {
    batch.forEach((pending, i) => {
      pending.resolve(outcome.replies[i] ?? problem("internal_error", "No answer was made."));
    });
    return;
  }
  if (outcome.type === "spoilt" && batch.length > 1) {
    for (const pending of batch) await runBatch(pool, [pending]);
    return;
  }
  if (outcome.type === "spoilt" && outcome.violation !== null) {
    await recordViolation(pool, outcome.violation);
  }
  for (const pending of batch) pending.resolve(outcome.reply);
}

type BatchOutcome =
  | { type: "committed"; replies: Reply[] }
  /** The database refuses one of the commands' rows; alone, the others are accepted. */
  | { type: "spoilt"; violation: InvariantViolation | null; reply: Reply }
  | { type: "failed"; reply: Reply };

async function commitBatch(pool: pg.Pool, commands: Command[]): Promise<BatchOutcome> {
  let client: pg.PoolClient | undefined;
  let writing = false;
  try {
    client = await pool.connect();
    // Begin and lock in one round trip; the reads that follow see every earlier commit.
    await client.query(`begin; select pg_advisory_xact_lock(${WRITER_LOCK})`);
    const rows = await loadRows(client, commands);
    const now = new Date();
    const settled = [...rows.objects.values()];
    for (const object of settled) inWorld(rows, now, (world) => settleDue(world, object));
    const violations: InvariantViolation[] = [];
    const replies = commands.map((command) => runCommand(rows, now, command, violations));
    writing = true;
    await writeRows(client, rows);
    await client.query("commit");
    client.release();
    for (const violation of violations) await recordViolation(pool, violation);
    return { type: "committed", replies };
  } catch (error) {
    // Destroyed rather than returned: the transaction's end is not known.
    client?.release(true);
    return failureOf(error, writing, commands);
  }
}

function runCommand(
  rows: WorldRows,
  now: Date,
  command: Command,
  violations: InvariantViolation[],
): Reply {
  try {
    return inWorld(rows, now, (world) => command.run(world));
  } catch (error) {
    if (error instanceof InvariantViolation) {
      violations.push(error);
      return problem("invariant_violation", "The sandbox contradicts itself; see its health.");
    }
    logLine("sandbox.command_failed", { message: messageOf(error) });
    return problem("internal_error", "The partner failed.");
  }
}

function failureOf(error: unknown, writing: boolean, commands: Command[]): BatchOutcome {
  const code = error instanceof pg.DatabaseError ? (error.code ?? "") : "";
  if (error instanceof pg.DatabaseError && code === "23505") {
    const reference = commands[0]?.references[0]?.clientReference ?? "";
    const violation = new InvariantViolation(reference, error.constraint ?? "unique violation");
    const reply = problem("invariant_violation", "The sandbox contradicts itself; see its health.");
    return { type: "spoilt", violation, reply };
  }
  logLine("sandbox.write_failed", { message: messageOf(error), commands: commands.length });
  // 22 and 23: a value or a constraint, so the rows themselves are at fault and nothing was written.
  if (/^2[23]/.test(code)) {
    return {
      type: "spoilt",
      violation: null,
      reply: problem("internal_error", "It cannot be kept."),
    };
  }
  // Before the write began nothing can have happened; afterwards nobody knows.
  const reply = writing
    ? problem("internal_error", "The partner failed while it was writing.")
    : problem("unavailable", "The partner's database did not answer.");
  return { type: "failed", reply };
}

async function recordViolation(pool: pg.Pool, violation: InvariantViolation): Promise<void> {
  logLine("sandbox.invariant_violation", {
    clientReference: violation.clientReference,
    message: violation.message,
  });
  try {
    await pool.query(
      "insert into sandbox.invariant_violations (client_reference, detail) values ($1, $2)",
      [violation.clientReference, violation.message],
    );
  } catch (error) {
    logLine("sandbox.write_failed", { message: messageOf(error) });
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function loadRows(client: pg.PoolClient, commands: Command[]): Promise<WorldRows> {
  const references = commands.flatMap((command) => command.references);
  const objects = await client.query({
    name: "sandbox-load-objects",
    text: `select o.* from unnest($1::text[], $2::text[]) as k(partner, client_reference)
             join sandbox.objects o using (partner, client_reference)
           union
           select o.* from sandbox.objects o where o.object_id = any ($3::text[])`,
    values: [
      references.map((reference) => reference.partner),
      references.map((reference) => reference.clientReference),
      commands.flatMap((command) => command.objectIds ?? []),
    ],
  });
  const loaded = objects.rows.map(objectFromRow);
  const stock = new Map<string, number>();
  const touchesStock =
    references.some((reference) => reference.partner === "inventory") ||
    loaded.some((object) => object.partner === "inventory");
  if (touchesStock) {
    const units = await client.query<{ ndc: string; stock: number }>({
      name: "sandbox-load-stock",
      text: "select ndc, stock::float8 as stock from sandbox.stock",
    });
    for (const row of units.rows) stock.set(row.ndc, row.stock);
  }
  return worldRows(loaded, stock);
}

async function writeRows(client: pg.PoolClient, rows: WorldRows): Promise<void> {
  if (rows.changedObjects.size === 0 && rows.changedStock.size === 0) return;
  await client.query({
    name: "sandbox-write",
    text: `
      with written_objects as (
        insert into sandbox.objects (partner, client_reference, object_id, order_number, state,
          fingerprint, detail, rejection_code, version, live_effects, repeat_count, due_at)
        select * from jsonb_to_recordset($1::jsonb) as x(partner text, client_reference text,
          object_id text, order_number text, state text, fingerprint text, detail jsonb,
          rejection_code text, version integer, live_effects integer, repeat_count integer,
          due_at timestamptz)
        on conflict (partner, client_reference) do update set
          state = excluded.state, detail = excluded.detail, rejection_code = excluded.rejection_code,
          version = excluded.version, live_effects = excluded.live_effects,
          repeat_count = excluded.repeat_count, due_at = excluded.due_at
      ), written_stock as (
        update sandbox.stock s set stock = x.stock
        from jsonb_to_recordset($2::jsonb) as x(ndc text, stock numeric) where s.ndc = x.ndc
      )
      insert into sandbox.ledger (at, partner, effect, client_reference, object_id, order_number)
      select x.at, x.partner, x.effect, x."clientReference", x."objectId", x."orderNumber"
      from jsonb_to_recordset($3::jsonb) as x(position integer, at timestamptz, partner text,
        effect text, "clientReference" text, "objectId" text, "orderNumber" text)
      order by x.position`,
    values: [
      JSON.stringify([...rows.changedObjects.values()].map(rowFromObject)),
      JSON.stringify(Array.from(rows.changedStock, ([ndc, stock]) => ({ ndc, stock }))),
      JSON.stringify(rows.ledger.map((entry, position) => ({ position, ...entry }))),
    ],
  });
}
