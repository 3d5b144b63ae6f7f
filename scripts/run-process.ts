import { spawn } from "node:child_process";
import { constants } from "node:os";
import { z } from "zod";
import { completeEnvironment } from "#scripts/instance/complete-environment";
import { projectRoot } from "#scripts/instance/data-directory";
import { findFreePortFrom } from "#scripts/instance/free-port";
import { reportFailure } from "#scripts/instance/report-failure";
import { type ServiceName, serviceArguments, serviceNames } from "#scripts/instance/services";
import { loadEnv } from "#server/env";
import { buildConsole } from "./build-console.ts";

const serviceSchema = z.enum(serviceNames);
const neededVariables: Record<ServiceName, string> = {
  sandbox: "SANDBOX_DATABASE_URL",
  worker: "DATABASE_URL",
  web: "DATABASE_URL",
};

await run().catch(reportFailure);

/** One process of the product in this shell: what the environment lacks comes from the running instance. */
async function run(): Promise<void> {
  const service = serviceSchema.parse(process.argv[2]);
  const found = completeEnvironment(neededVariables[service]);
  const environment = service === "web" ? await choosePort(found) : found;
  // The console would start without complaint and fail at its first request.
  if (service === "web") loadEnv(environment, "web");
  if (service === "web") await buildConsole({ signal: new AbortController().signal });
  const child = spawn(process.execPath, serviceArguments(service, { environment, dev: false }), {
    cwd: projectRoot,
    env: environment,
    stdio: "inherit",
  });
  // The terminal sends Ctrl-C to the child as well; a repeated stop is one stop to it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("error", reportFailure);
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}

async function choosePort(environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (process.env.PORT) return environment;
  const port = await findFreePortFrom(Number(environment.PORT ?? 3000));
  console.log(`Serving at http://localhost:${port}`);
  return { ...environment, PORT: String(port) };
}
