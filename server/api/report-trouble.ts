import type { Log } from "#server/log";
import { findAppError, type Problem } from "./problem.ts";

/** Logs what is not a caller's mistake; the caller is told nothing of it but the request's id. */
export function reportTrouble(log: Log, error: unknown, problem: Problem): void {
  const facts = { err: error, requestId: problem.requestId };
  if (findAppError(error) === null) log.error(facts, "api.failed");
  else if (problem.code === "unavailable") log.warn(facts, "api.unavailable");
}
