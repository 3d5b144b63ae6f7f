import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findFreePort } from "#scripts/instance/free-port";
import type { Bench } from "../report/figure.ts";
import { BARE_ROUTE, buildBareRoute, NEXT } from "./build-bare-route.ts";
import { orderRequests } from "./order-requests.ts";
import { startProcess } from "./product-process.ts";
import type { Sent } from "./send-all.ts";
import { CONNECTIONS, type Side } from "./side.ts";

const PATH = "/bare";

const signed = z.object({ signature: z.string() });

/** The bare route, served as the product is: by `next start` from a production build. */
export async function openBareSide({ cluster, shutdown }: Bench): Promise<Side> {
  const { dataDir } = cluster;
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  await buildBareRoute(join(dataDir, "logs", "build-bare-route.log"));
  const port = String(await findFreePort());
  const secret = randomBytes(32).toString("base64url");
  const url = `http://127.0.0.1:${port}`;
  const server = await startProcess({
    name: "bare-route",
    args: [NEXT, "start", BARE_ROUTE, "--port", port, "--hostname", "127.0.0.1"],
    environment: { BARE_SECRET: secret, NEXT_TELEMETRY_DISABLED: "1" },
    dataDir,
    // It is there, and knows no GET.
    isReady: async () => (await fetch(url + PATH)).status === 405,
  });
  shutdown.add(() => server.stop());
  return {
    target: { url, connections: CONNECTIONS },
    requests: bareRequests(),
    check(answers) {
      for (const { sent, text } of answers) {
        const expected = createHmac("sha256", secret).update(sent.body).digest("base64url");
        if (signed.parse(JSON.parse(text)).signature === expected) continue;
        throw new Error("The bare route has signed another body than the one it was sent.");
      }
    },
    stop: () => server.stop(),
  };
}

/** The very orders of the other side. */
function* bareRequests(): Generator<Sent, never> {
  const orders = orderRequests("of no meaning here");
  for (;;) yield { ...orders.next().value, path: PATH };
}
