import type { Database } from "#db/client";
import { type ApiKeyVerifier, createApiKeyVerifier } from "#server/auth/verify-api-key";
import type { WebEnv } from "#server/env";
import type { Log } from "#server/log";
import type { OrderCommitter } from "#server/orders/submit-order";

/** What the storefront's two doors, REST and tRPC, work with. */
export type StorefrontServices = {
  db: Database["db"];
  committer: OrderCommitter;
  verifier: ApiKeyVerifier;
  fingerprintSecret: string;
  contactIndexKey: string;
  log: Log;
};

const made = new WeakMap<object, StorefrontServices>();

/** Made once for each database, so that what the verifier has read is kept between requests. */
export function storefrontServicesOf(runtime: {
  env: Pick<WebEnv, "API_KEY_PEPPER" | "FINGERPRINT_SECRET" | "CONTACT_INDEX_KEY">;
  database: Pick<Database, "db">;
  committer: OrderCommitter;
  log: Log;
}): StorefrontServices {
  const known = made.get(runtime.database);
  if (known) return known;
  const { env, log } = runtime;
  const { db } = runtime.database;
  const services = {
    db,
    committer: runtime.committer,
    verifier: createApiKeyVerifier({ db, pepper: env.API_KEY_PEPPER, log }),
    fingerprintSecret: env.FINGERPRINT_SECRET,
    contactIndexKey: env.CONTACT_INDEX_KEY,
    log,
  };
  made.set(runtime.database, services);
  return services;
}
