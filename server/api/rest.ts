import type { ApiKeyScope } from "#server/auth/api-keys";
import type { StorefrontClient } from "#server/auth/verify-api-key";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import { problemResponse, toProblem } from "./problem.ts";
import { reportTrouble } from "./report-trouble.ts";
import { authorize } from "./require-scope.ts";
import type { StorefrontServices } from "./storefront-services.ts";

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/**
 * The frame of every REST endpoint: who asks is settled before anything of the
 * request is read, and whatever goes wrong is answered as a problem.
 */
export async function answerRest(
  request: Request,
  services: StorefrontServices,
  scope: ApiKeyScope,
  work: (client: StorefrontClient) => Promise<Answer>,
): Promise<Response> {
  return framed(services.log, async (requestId) => {
    const client = await services.verifier.verify(request.headers.get("authorization"));
    const { status, body, headers } = await work(authorize(client, scope));
    return new Response(JSON.stringify(body), {
      status,
      headers: {
        ...headers,
        "content-type": "application/json",
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  });
}

async function framed(log: Log, work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = newUuid();
  try {
    return await work(requestId);
  } catch (error) {
    const problem = toProblem(error, requestId);
    reportTrouble(log, error, problem);
    return problemResponse(problem);
  }
}

/** For an address that exists, asked in a way that does not. */
export function methodNotAllowed(allowed: readonly string[]): Response {
  const refusal = new AppError("method_not_allowed", `Use ${allowed.join(" or ")}.`);
  return problemResponse(toProblem(refusal, newUuid()), { allow: allowed.join(", ") });
}

/** For an address that is none. */
export function noSuchRoute(): Response {
  return problemResponse(
    toProblem(new AppError("not_found", "There is no such address."), newUuid()),
  );
}
