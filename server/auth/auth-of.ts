import { type Auth, type AuthServices, createAuth } from "./auth.ts";

const made = new WeakMap<object, Auth>();

/** One instance for each database, made when it is first asked for. */
export function authOf(services: AuthServices): Auth {
  const known = made.get(services.database);
  if (known) return known;
  const auth = createAuth(services);
  made.set(services.database, auth);
  return auth;
}
