import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { carrierRoutes } from "./carrier-routes.ts";
import { controlRoutes } from "./control-routes.ts";
import { openSandboxDatabase } from "./database.ts";
import { startExpiry } from "./expiry.ts";
import { inventoryRoutes } from "./inventory-routes.ts";
import { logLine } from "./log.ts";
import { startMailSink } from "./mail-sink.ts";
import type { Desk, SandboxEnv } from "./partner-call.ts";
import { prescriptionRoutes } from "./prescription-routes.ts";
import { problem, toResponse } from "./problem.ts";
import { createScenarios } from "./scenarios.ts";
import { createWriter } from "./writer.ts";

/** Port 0 means any free port. */
export type SandboxOptions = {
  databaseUrl: string;
  port: number;
  smtpPort: number;
  token: string;
};

export type Sandbox = {
  /** The partners are at `<url>/prescription`, `<url>/inventory` and `<url>/carrier`. */
  url: string;
  smtpUrl: string;
  port: number;
  smtpPort: number;
  close(): Promise<void>;
};

const MAX_BODY_BYTES = 1_048_576;
/** Longer than any client keeps an idle connection, so that none meets a close half way. */
const KEEP_ALIVE_MS = 75_000;

/** Starts the four bundled partners on this machine only. What they know is in the database. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const pool = await openSandboxDatabase(options.databaseUrl);
  const desk: Desk = { pool, writer: createWriter(pool), scenarios: createScenarios() };
  const stopExpiry = startExpiry(pool, desk.writer);
  const http = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 5_000 },
    getRequestListener(sandboxApp(desk, options.token).fetch),
  );
  try {
    const port = await listen(http, options.port);
    const mail = await startMailSink(options.smtpPort, desk);
    return {
      url: `http://127.0.0.1:${port}`,
      smtpUrl: `smtp://127.0.0.1:${mail.port}`,
      port,
      smtpPort: mail.port,
      close: async () => {
        stopExpiry();
        await mail.close();
        await closeServer(http);
        await desk.writer.idle();
        await pool.end();
      },
    };
  } catch (error) {
    stopExpiry();
    await closeServer(http);
    await pool.end();
    throw error;
  }
}

function sandboxApp(desk: Desk, token: string): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => toResponse(problem("payload_too_large", "The body is too large.")),
    }),
  );
  app.route("/__sandbox", controlRoutes(desk));
  app.use(async (c, next) => {
    if (isBearer(c.req.header("authorization"), token)) return next();
    return toResponse(problem("unauthorized", "The bearer token is not known."));
  });
  app.route("/prescription", prescriptionRoutes(desk));
  app.route("/inventory", inventoryRoutes(desk));
  app.route("/carrier", carrierRoutes(desk));
  app.notFound(() => toResponse(problem("route_not_found", "There is no such endpoint.")));
  app.onError((error) => {
    logLine("sandbox.request_failed", { message: error.message });
    return toResponse(problem("internal_error", "The partner failed."));
  });
  return app;
}

function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("Bug: no TCP port"));
      else resolve(address.port);
    });
  });
}

/** Also ends the calls that a scenario keeps waiting. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
