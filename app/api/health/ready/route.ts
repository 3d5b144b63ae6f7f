import { answerReady } from "#server/api/health";
import { reportNotOpen } from "#server/api/with-runtime";
import { getRuntime } from "#server/runtime";

// Asked of the running process, never answered from the build.
export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answerReady(async () => (await getRuntime()).database, reportNotOpen);
}
