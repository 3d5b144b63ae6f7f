import type { Auth } from "#server/auth/auth";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import { problemResponse, toProblem } from "./problem.ts";
import { boundRequest } from "./read-body.ts";
import { reportTrouble } from "./report-trouble.ts";
import { noSuchRoute } from "./rest.ts";

/** What of the library is reachable from outside. Everything else it offers answers 404. */
const OPEN: ReadonlySet<string> = new Set([
  "POST /api/auth/sign-in/email",
  "POST /api/auth/sign-out",
  "GET /api/auth/get-session",
]);

export async function handleAuth(
  request: Request,
  { auth, log }: { auth: Auth; log: Log },
): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (!OPEN.has(`${request.method} ${path}`)) return noSuchRoute();
  const hasBody = request.method === "POST" && request.body !== null;
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "");
  try {
    // A form of a foreign page can send any other type without asking first.
    if (hasBody && !isJson) {
      throw new AppError("unsupported_media_type", "Send the body as application/json.");
    }
    const response = await auth.handler(await boundRequest(request));
    if (response.status >= 500) throw new Error(`The library answered ${response.status}`);
    response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    const problem = toProblem(error, newUuid());
    reportTrouble(log, error, problem);
    return problemResponse(problem);
  }
}
