import { once } from "node:events";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { problem, type Reply, toResponse } from "./problem.ts";
import type { Twist } from "./references.ts";
import type { CallFacts, Scenario } from "./scenarios.ts";
import type { SandboxPartner } from "./stored-object.ts";

/** One call as the behaviours see it. */
export type Call = CallFacts & {
  /** The lines of a reservation, for a refusal that lists them. */
  lines?: readonly { lineId: string; quantity: number }[];
  /** Does what was asked. May be called later than the answer, or never. */
  act(twist: Twist): Promise<Reply>;
};

/** Lets a scenario do its worst to one call, and answers (or does not). */
export async function perform(
  call: Call,
  scenario: Scenario | undefined,
  connection: HttpBindings,
): Promise<Response> {
  if (scenario === undefined) return answer(await call.act({}), connection);
  switch (scenario.behaviour) {
    case "ok":
      return answer(await call.act({}), connection);
    case "latency":
      await pause(scenario.ms);
      return answer(await call.act({}), connection);
    case "reject":
    case "cancel_denied":
    case "void_refused":
      return toResponse(refusal(call, scenario));
    case "partial_stock":
      return toResponse(partialStock(call, scenario.n));
    case "config_401":
      return toResponse(problem("unauthorized", "The bearer token is not known."));
    case "rate_limit":
      return toResponse(
        problem("rate_limited", "Too many requests.", {
          retryAfterMs: (scenario.retryAfterSeconds ?? 1) * 1000,
        }),
      );
    case "unavailable":
      return toResponse(unavailable(scenario.retryAfterSeconds));
    case "flap":
    case "outage":
    case "transient":
    case "permanent":
      return toResponse(unavailable());
    case "drop_before":
      return cut(connection);
    case "drop_after":
      await call.act({});
      return cut(connection);
    case "late_arrival":
      actLater(call, scenario.ms);
      return cut(connection);
    case "hang":
      await once(connection.outgoing, "close");
      return RESPONSE_ALREADY_SENT;
    case "malformed_200":
      await call.act({});
      return garbled('{"status":"');
    case "wrong_schema_200":
      await call.act({});
      return garbled('{"result":{"id":17,"done":"yes"}}');
    case "duplicate_response": {
      const response = answer(await call.act({}), connection);
      await sendTwice(response, connection);
      return response;
    }
    case "pending_then": {
      const code = scenario.code === undefined || scenario.code === "ok" ? null : scenario.code;
      return answer(await call.act({ pending: { ms: scenario.ms, code } }), connection);
    }
    case "reservation_expires":
      return answer(await call.act({ expiresInMs: scenario.ms }), connection);
  }
}

function unavailable(retryAfterSeconds?: number): Reply {
  const hint = retryAfterSeconds === undefined ? {} : { retryAfterMs: retryAfterSeconds * 1000 };
  return problem("unavailable", "Nothing was done; try again.", hint);
}

function answer(reply: Reply, connection: HttpBindings): Response {
  return reply.type === "ok" && reply.loseAnswer ? cut(connection) : toResponse(reply);
}

function cut(connection: HttpBindings): Response {
  connection.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The effect happened; whoever carries the answer has spoilt it. */
function garbled(body: string): Response {
  return new Response(body, { status: 200, headers: { "Content-Type": "application/json" } });
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** The request was still on its way when its sender gave up. A stop of the sandbox loses it. */
function actLater(call: Call, ms: number): void {
  setTimeout(() => void call.act({}), ms).unref();
}

/** A broken proxy: the same bytes arrive once more on the kept-alive connection, unasked. */
async function sendTwice(response: Response, connection: HttpBindings): Promise<void> {
  const body = await response.clone().text();
  const { socket } = connection.incoming;
  connection.outgoing.once("finish", () => {
    socket.write(
      `HTTP/1.1 ${response.status} Again\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

const DEFAULT_REJECTION: Record<SandboxPartner, string> = {
  prescription: "interaction_hold",
  inventory: "item_recalled",
  carrier: "service_unavailable",
  notifications: "undeliverable",
};

/** A refusal in the words of its endpoint: an undo says no with a 200, everything else with a problem. */
function refusal(call: Call, scenario: Scenario): Reply {
  const { code } = scenario;
  const isUndo =
    call.operation === "cancel" || call.operation === "void" || call.operation === "release";
  if (isUndo && call.partner === "prescription") {
    const body = { status: "cancel_denied", denialReason: code ?? "already_dispensed" };
    return { type: "ok", status: 200, body };
  }
  if (isUndo && call.partner === "carrier") {
    const body = { status: "void_refused", reason: code ?? "already_scanned" };
    return { type: "ok", status: 200, body };
  }
  if (isUndo) return problem(code ?? "already_committed", "It was picked up.");
  if (code === "insufficient_stock") {
    const lines = call.lines?.map(({ lineId, quantity }) => ({
      lineId,
      requested: quantity,
      available: 0,
    }));
    return problem(code, "There is not enough stock.", lines === undefined ? {} : { lines });
  }
  return problem(code ?? DEFAULT_REJECTION[call.partner], "The partner refuses.");
}

/** Some of the first line is there. A prescription is not filled in part, so nothing is held. */
function partialStock(call: Call, available: number): Reply {
  const lines = call.lines?.map(({ lineId, quantity }, i) => ({
    lineId,
    requested: quantity,
    available: i === 0 ? Math.min(available, quantity - 1) : quantity,
  }));
  return problem("insufficient_stock", "There is not enough stock for every line.", {
    ...(lines === undefined ? {} : { lines }),
  });
}
