import { TRPCClientError } from "@trpc/client";

/** What is wrong with which field of a refused request: `{ "/email": "email_taken" }`. Empty for anything else. */
export function readFieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof TRPCClientError)) return {};
  const problem: unknown = isRecord(error.data) ? error.data.problem : null;
  const errors = isRecord(problem) && Array.isArray(problem.errors) ? problem.errors : [];
  return Object.fromEntries(
    errors.flatMap((each: unknown) =>
      isRecord(each) && typeof each.pointer === "string" && typeof each.code === "string"
        ? [[each.pointer, each.code]]
        : [],
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
