import { answerLive } from "#server/api/health";

// Asked of the running process, never answered from the build.
export const dynamic = "force-dynamic";

export function GET(): Response {
  return answerLive();
}
