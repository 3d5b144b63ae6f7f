import { authOf } from "#server/auth/auth-of";
import { findSessionWith, type StaffSession } from "#server/auth/find-session";
import { getRuntime } from "#server/runtime";

/** The signed-in person behind a request's headers, or null. */
export async function findSession(headers: Headers): Promise<StaffSession | null> {
  return findSessionWith(authOf(await getRuntime()), headers);
}
