import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { openWorker, type Worker } from "#jobs/open-worker";
import { startSandbox } from "#sandbox/start-sandbox";
import { getOrderById, postOrder } from "#server/api/rest-orders";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { createApiKey } from "#server/auth/api-keys";
import { loadEnv } from "#server/env";
import { createLog } from "#server/log";
import { createPartners } from "#server/partners/create-partners";
import { openRuntime } from "#server/runtime";

export const SANDBOX_TOKEN = "small-instance-token";

export type SmallInstance = {
  webUrl: string;
  sandboxUrl: string;
  apiKey: string;
  worker: Worker;
  /** Called before the storefront sees a request; an answer takes its place. */
  intercept(answer: ((request: Request) => Promise<Response | null>) | null): void;
  /** Stops everything and leaves the database as it is. */
  close(): Promise<void>;
};

/** The product without its console, in this process: storefront, worker and bundled partners. */
export async function openSmallInstance(database: {
  url: string;
  sandboxUrl: string;
}): Promise<SmallInstance> {
  const log = createLog({ process: "web", level: "silent" });
  const runtime = openRuntime(
    loadEnv(
      {
        DATABASE_URL: database.url,
        AUTH_SECRET: "a".repeat(32),
        API_KEY_PEPPER: "b".repeat(32),
        FINGERPRINT_SECRET: "c".repeat(32),
        CONTACT_INDEX_KEY: "d".repeat(32),
      },
      "web",
    ),
    log,
  );
  const sandbox = await startSandbox({
    databaseUrl: database.sandboxUrl,
    port: 0,
    smtpPort: 0,
    token: SANDBOX_TOKEN,
  });
  const partner = (name: string) => ({ url: `${sandbox.url}/${name}`, token: SANDBOX_TOKEN });
  const worker = await openWorker({
    env: { DATABASE_URL: database.url, WORKER_CONCURRENCY: 40 },
    partners: createPartners({
      prescription: partner("prescription"),
      inventory: partner("inventory"),
      carrier: partner("carrier"),
      smtpUrl: sandbox.smtpUrl,
      onError: (error) => log.error({ err: error }, "partner.adapter_error"),
    }),
    log,
  });
  const { key } = await createApiKey(
    { db: runtime.database.db, pepper: runtime.env.API_KEY_PEPPER },
    { name: "demo", clientId: "shop", createdBy: "test" },
  );

  let answer: ((request: Request) => Promise<Response | null>) | null = null;
  const services = storefrontServicesOf(runtime);
  const http = createServer(
    getRequestListener(async (request) => {
      const taken = await answer?.(request);
      if (taken) return taken;
      if (request.method === "POST") return postOrder(request, services);
      return getOrderById(request, new URL(request.url).pathname.split("/").at(-1) ?? "", services);
    }),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port");

  return {
    webUrl: `http://127.0.0.1:${address.port}`,
    sandboxUrl: sandbox.url,
    apiKey: key,
    worker,
    intercept: (given) => {
      answer = given;
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await worker.stop();
      await sandbox.close();
      await runtime.committer.close();
      await runtime.database.close();
    },
  };
}
