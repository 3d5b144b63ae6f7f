import type { StaffSession } from "#server/auth/find-session";
import type { StorefrontClient } from "#server/auth/verify-api-key";
import { newUuid } from "#server/ids";
import type { Log } from "#server/log";
import { getRuntime, type Runtime } from "#server/runtime";
import { findSession } from "./find-session.ts";
import type { StorefrontServices } from "./storefront-services.ts";

type RequestContext = { requestId: string; log: Log };

export type StorefrontContext = RequestContext & {
  services: StorefrontServices;
  client: StorefrontClient | null;
};

export type ConsoleContext = RequestContext & {
  runtime: Runtime;
  headers: Headers;
  /** Null when signed out; the procedures decide what that means. */
  session: StaffSession | null;
};

/** For the console's route and for pages that call procedures while they render. */
export async function createConsoleContext(headers: Headers): Promise<ConsoleContext> {
  const [runtime, session] = await Promise.all([getRuntime(), findSession(headers)]);
  return { requestId: newUuid(), log: runtime.log, runtime, headers, session };
}
