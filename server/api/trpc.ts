import { initTRPC, type TRPCError } from "@trpc/server";
import { z } from "zod";
import type { ApiKeyScope } from "#server/auth/api-keys";
import { isSameOrigin } from "#server/auth/origins";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import type { ConsoleContext, StorefrontContext } from "./context.ts";
import { refuseInput } from "./refuse-input.ts";
import { reportTrouble } from "./report-trouble.ts";
import { authorize } from "./require-scope.ts";
import { problemOfTrpc, toTrpcError } from "./trpc-problem.ts";

/**
 * Two bases that share no router: what storefronts call with an API key, and
 * what signed-in staff call with a session. Errors of both carry the problem
 * that REST would answer, in `error.data.problem`, and never a stack.
 */
const storefront = initTRPC.context<StorefrontContext>().create({
  errorFormatter: ({ shape, error, path, ctx }) => formatError(shape, error, path, ctx?.requestId),
});

const staff = initTRPC.context<ConsoleContext>().create({
  errorFormatter: ({ shape, error, path, ctx }) => formatError(shape, error, path, ctx?.requestId),
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    // The session is read again when the stream is opened again.
    maxDurationMs: 300_000,
    client: { reconnectAfterInactivityMs: 40_000 },
  },
});

export const storefrontRouter = storefront.router;
export const consoleRouter = staff.router;
export const consoleCallerFactory = staff.createCallerFactory;

/** A procedure for API keys that have the scope. */
export function storefrontProcedure(scope: ApiKeyScope) {
  return storefront.procedure
    .use(async function mapErrors({ ctx, next, getRawInput }) {
      const result = await next();
      if (result.ok) return result;
      throw await mapError(result.error, ctx, getRawInput);
    })
    .use(function requireKey({ ctx, next }) {
      return next({ ctx: { client: authorize(ctx.client, scope) } });
    });
}

/** A procedure for everybody who is signed in. */
export const consoleProcedure = staff.procedure
  .use(async function mapErrors({ ctx, next, getRawInput }) {
    const result = await next();
    if (result.ok) return result;
    throw await mapError(result.error, ctx, getRawInput);
  })
  .use(function requireSession({ ctx, next, type }) {
    if (ctx.session === null) throw new AppError("unauthorized", "Sign in first.");
    if (type === "mutation" && !isSameOrigin(ctx.headers, ctx.runtime.env.PUBLIC_URL)) {
      throw new AppError("forbidden", "This can be asked only from the console's own pages.");
    }
    return next({ ctx: { session: ctx.session } });
  });

/** A procedure for admins. */
export const adminProcedure = consoleProcedure.use(function requireAdmin({ ctx, next }) {
  if (ctx.session.role !== "admin") throw new AppError("forbidden", "Only an admin may do this.");
  return next();
});

/** The one place where errors become what tRPC understands. */
async function mapError(
  error: TRPCError,
  ctx: { requestId: string; log: ConsoleContext["log"] },
  getRawInput: () => Promise<unknown>,
): Promise<TRPCError> {
  const refusal =
    error.code === "BAD_REQUEST" && error.cause instanceof z.core.$ZodError
      ? refuseInput(error.cause, await getRawInput())
      : null;
  const problem = problemOfTrpc(refusal ?? error, ctx.requestId);
  reportTrouble(ctx.log, refusal ?? error, problem);
  return toTrpcError(refusal ?? error, problem);
}

function formatError<S extends { code: number; data: { code: string } }>(
  shape: S,
  error: TRPCError,
  path: string | undefined,
  requestId: string | undefined,
) {
  const problem = problemOfTrpc(error, requestId ?? newUuid());
  return {
    code: shape.code,
    message: problem.detail,
    data: { code: shape.data.code, httpStatus: problem.status, path, problem },
  };
}
