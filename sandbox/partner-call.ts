import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type pg from "pg";
import { z } from "zod";
import { lookupQuery } from "#server/partners/contract/reference";
import { type Call, perform } from "./behaviours.ts";
import { problem, type Reply, schemaProblem, toResponse } from "./problem.ts";
import type { Twist, Write } from "./references.ts";
import type { Operation, Scenarios } from "./scenarios.ts";
import { objectFromRow, type SandboxPartner, type StoredObject } from "./stored-object.ts";
import type { World } from "./world.ts";
import type { Command, Writer } from "./writer.ts";

export type SandboxEnv = { Bindings: HttpBindings };
export type SandboxContext = Context<SandboxEnv>;

/** What the routes of all partners stand on. */
export type Desk = { pool: pg.Pool; writer: Writer; scenarios: Scenarios };

type WriteEndpoint<Body extends Write> = {
  partner: SandboxPartner;
  operation: Operation;
  schema: z.ZodType<Body>;
  /** Every reference that `run` may look at or change. */
  references(body: Body): readonly string[];
  objectIds?: readonly string[];
  run(world: World, body: Body, twist: Twist): Reply;
};

/** Reads one write, lets a scenario interfere, and hands it to the writer. */
export async function handleWrite<Body extends Write>(
  c: SandboxContext,
  desk: Desk,
  endpoint: WriteEndpoint<Body>,
): Promise<Response> {
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    return toResponse(problem("unsupported_media_type", "Only application/json is read."));
  }
  const parsed = endpoint.schema.safeParse(await readJson(c));
  if (!parsed.success) return toResponse(schemaProblem(parsed.error));
  const body = parsed.data;
  const key = c.req.header("idempotency-key");
  if (key !== undefined && key !== body.clientReference) {
    const detail = "Idempotency-Key is not the body's clientReference.";
    return toResponse(problem("schema_invalid", detail));
  }
  const { partner, operation } = endpoint;
  const command = (twist: Twist): Command => ({
    references: endpoint.references(body).map((clientReference) => ({ partner, clientReference })),
    ...(endpoint.objectIds === undefined ? {} : { objectIds: endpoint.objectIds }),
    run: (world) => endpoint.run(world, body, twist),
  });
  const call: Call = {
    partner,
    operation,
    clientReference: body.clientReference,
    orderNumber: body.orderNumber,
    ...linesOf(body),
    act: (twist) => desk.writer.submit(command(twist)),
  };
  return perform(call, desk.scenarios.take(call), c.env);
}

/** A body that is no JSON fails its schema like any other wrong body. */
async function readJson(c: SandboxContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

const bodyWithLines = z.object({
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number() })),
});

function linesOf(body: object): Pick<Call, "lines"> {
  const parsed = bodyWithLines.safeParse(body);
  return parsed.success ? { lines: parsed.data.lines } : {};
}

type LookupEndpoint = {
  partner: SandboxPartner;
  references(clientReference: string): readonly string[];
  view(objects: StoredObject[]): object[];
};

/** `GET …?clientReference=`: 200 with what stands or stood there; an unknown or closed reference is []. */
export async function handleLookup(
  c: SandboxContext,
  desk: Desk,
  endpoint: LookupEndpoint,
): Promise<Response> {
  const query = lookupQuery.safeParse(c.req.query());
  if (!query.success) return toResponse(schemaProblem(query.error));
  const { clientReference } = query.data;
  const read = () =>
    readObjects(desk, endpoint.partner, { references: endpoint.references(clientReference) });
  return handleRead(c, desk, { partner: endpoint.partner, clientReference }, async () => {
    return { type: "ok", status: 200, body: endpoint.view(await read()) };
  });
}

/** `GET …/{id}`, and the look-up: reads that a scenario for "lookup" may spoil. */
export async function handleRead(
  c: SandboxContext,
  desk: Desk,
  facts: { partner: SandboxPartner; clientReference: string },
  act: () => Promise<Reply>,
): Promise<Response> {
  const call: Call = { ...facts, operation: "lookup", orderNumber: "", act };
  return perform(call, desk.scenarios.take(call), c.env);
}

/** Reads without the writer, except when something is due: then it is decided first. */
export async function readObjects(
  desk: Desk,
  partner: SandboxPartner,
  keys: { references?: readonly string[]; objectId?: string },
): Promise<StoredObject[]> {
  const read = async () => {
    const found = await desk.pool.query({
      name: "sandbox-read-objects",
      text: `select * from sandbox.objects
             where partner = $1 and (client_reference = any ($2::text[]) or object_id = $3)`,
      values: [partner, keys.references ?? [], keys.objectId ?? null],
    });
    return found.rows.map(objectFromRow);
  };
  const objects = await read();
  const now = new Date();
  const due = objects.filter((object) => object.dueAt !== null && object.dueAt <= now);
  if (due.length === 0) return objects;
  await settle(desk.writer, due);
  return read();
}

/** The writer decides whatever is due among the rows that it loads; there is nothing else to do. */
export async function settle(
  writer: Writer,
  objects: readonly Pick<StoredObject, "partner" | "clientReference">[],
): Promise<Reply> {
  return writer.submit({
    references: objects,
    run: () => ({ type: "ok", status: 200, body: {} }),
  });
}
