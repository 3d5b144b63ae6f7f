import type { Database } from "#db/client";
import { AppError } from "#server/errors";
import { checkDatabase } from "#server/health/check-database";
import { newUuid } from "#server/ids";
import { problemResponse, toProblem } from "./problem.ts";

/** This process answers; nothing else is claimed. */
export function answerLive(): Response {
  return answer({ status: "live" });
}

/** Ready to take orders: Postgres answers, and its tables are those of this version. */
export async function answerReady(
  open: () => Promise<Pick<Database, "db">>,
  onFailure: (error: unknown) => void,
): Promise<Response> {
  try {
    const state = await checkDatabase(await open());
    if (state === "ready") return answer({ status: "ready" });
    return notReady("The database is not migrated to this version: run npm run db:migrate.");
  } catch (error) {
    onFailure(error);
    return notReady("The database does not answer.");
  }
}

function notReady(detail: string): Response {
  return problemResponse(toProblem(new AppError("unavailable", detail), newUuid()));
}

function answer(body: object): Response {
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}
