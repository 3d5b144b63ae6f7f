import { join } from "node:path";
import { projectRoot } from "./data-directory.ts";

export const serviceNames = ["sandbox", "worker", "web"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** How each process of the product is run by Node: the arguments after the options. */
export function serviceArguments(
  service: ServiceName,
  options: { environment: NodeJS.ProcessEnv; dev: boolean },
): string[] {
  switch (service) {
    case "sandbox":
      return [join(projectRoot, "sandbox", "main.ts")];
    case "worker":
      return [join(projectRoot, "jobs", "worker.ts")];
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
