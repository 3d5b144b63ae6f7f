import { createServer } from "node:http";
import { postOrder } from "#server/api/rest-orders";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { loadEnv } from "#server/env";
import { createLog } from "#server/log";
import { openRuntime } from "#server/runtime";

/*
 * A web process reduced to its storefront's door: started in a moment, and killed as
 * quickly. Writes the port that it listens on.
 */
const env = loadEnv(process.env, "web");
const services = storefrontServicesOf(
  await openRuntime(env, createLog({ process: "web", level: "silent" })),
);

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", async () => {
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    );
    const request = new Request(`http://localhost${incoming.url}`, {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    const response = await postOrder(request, services);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(address.port);
});
