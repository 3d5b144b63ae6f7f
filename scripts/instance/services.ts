import { join } from "node:path";
import { projectRoot } from "./data-directory.ts";

export const serviceNames = ["sandbox", "worker", "web"] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * A worker's garbage is young: with V8's own choice its nurseries grow until the
 * process holds a hundred megabytes more, and nothing is faster for it.
 */
export const WORKER_FLAGS = ["--max-semi-space-size=16"];

/** How each process of the product is run by Node: its arguments. */
export function serviceArguments(
  service: ServiceName,
  options: { environment: NodeJS.ProcessEnv; dev: boolean },
): string[] {
  switch (service) {
    case "sandbox":
      return [join(projectRoot, "sandbox", "main.ts")];
    case "worker":
      return [...WORKER_FLAGS, join(projectRoot, "jobs", "worker.ts")];
    case "web":
      return [
        join(projectRoot, "node_modules", "next", "dist", "bin", "next"),
        options.dev ? "dev" : "start",
        "--port",
        options.environment.PORT ?? "3000",
        "--hostname",
        // Only this machine by default: the first accounts have no second factor. HOST=0.0.0.0 opens it.
        options.environment.HOST ?? "127.0.0.1",
      ];
  }
}
