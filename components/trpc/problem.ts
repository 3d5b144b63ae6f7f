import { TRPCClientError } from "@trpc/client";

export type Problem = { code: string; detail: string; requestId: string | null };

/** What a failed call says, whatever failed: the server's problem, the network, or our own bug. */
export function readProblem(error: unknown): Problem {
  if (!(error instanceof TRPCClientError)) return { code: "internal", detail: "", requestId: null };
  const data: unknown = error.data;
  if (!isRecord(data)) return { code: "unreachable", detail: "", requestId: null };
  const problem = isRecord(data.problem) ? data.problem : data;
  return {
    code: readText(problem.code) ?? "internal",
    detail: readText(problem.detail) ?? "",
    requestId: readText(problem.requestId) ?? readText(data.requestId),
  };
}

/** The session has ended: every procedure answers so until somebody signs in. */
export function isSignedOut(error: unknown): boolean {
  const code = readProblem(error).code;
  return code === "unauthorized" || code === "UNAUTHORIZED";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
