import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import { createLog } from "#server/log";
import { getRuntime, type Runtime } from "#server/runtime";
import { problemResponse, toProblem } from "./problem.ts";

/** Runs a route with the process' runtime; while it cannot be opened, callers are asked to come again. */
export async function withRuntime(
  work: (runtime: Runtime) => Promise<Response>,
): Promise<Response> {
  let runtime: Runtime;
  try {
    runtime = await getRuntime();
  } catch (error) {
    reportNotOpen(error);
    const refusal = new AppError("unavailable", "The service is starting; try again shortly.");
    return problemResponse(toProblem(refusal, newUuid()));
  }
  return work(runtime);
}

/** The runtime's own log is not there yet. */
export function reportNotOpen(error: unknown): void {
  createLog({ process: "web", level: "error" }).error({ err: error }, "web.not_open");
}
