import { TRPCError } from "@trpc/server";
import { AppError } from "#server/errors";
import { findAppError, type Problem, toProblem } from "./problem.ts";

/** The problem behind an error that passed through tRPC, its own refusals included. */
export function problemOfTrpc(error: unknown, requestId: string): Problem {
  const refusal = findAppError(error) ?? (error instanceof TRPCError ? trpcRefusal(error) : null);
  return toProblem(refusal ?? error, requestId);
}

export function toTrpcError(error: unknown, problem: Problem): TRPCError {
  return new TRPCError({
    code: TRPC_CODE[problem.status] ?? "INTERNAL_SERVER_ERROR",
    message: problem.detail,
    cause: error instanceof TRPCError ? (findAppError(error) ?? error.cause) : error,
  });
}

const TRPC_CODE: Record<number, TRPCError["code"]> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
  503: "SERVICE_UNAVAILABLE",
};

/** What tRPC refuses before a procedure runs. Its messages may quote the request, so ours stand instead. */
function trpcRefusal(error: TRPCError): AppError | null {
  switch (error.code) {
    case "BAD_REQUEST":
    case "PARSE_ERROR":
      return new AppError("invalid_request", "The request cannot be read.");
    case "NOT_FOUND":
      return new AppError("not_found", "There is no such procedure.");
    case "METHOD_NOT_SUPPORTED":
      return new AppError("method_not_allowed", "Queries are asked with GET, mutations with POST.");
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("unsupported_media_type", "Send the body as application/json.");
    case "PAYLOAD_TOO_LARGE":
      return new AppError("body_too_large", "The body is too large.");
    default:
      return null;
  }
}
