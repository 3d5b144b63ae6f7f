import type { ApiKeyScope } from "#server/auth/api-keys";
import type { StorefrontClient } from "#server/auth/verify-api-key";
import { AppError } from "#server/errors";

/** One answer for every key that does not open, so that nothing can be learned from trying. */
export function authorize(client: StorefrontClient | null, scope: ApiKeyScope): StorefrontClient {
  if (client === null) {
    throw new AppError("unauthorized", "Send a valid API key as Authorization: Bearer <key>.");
  }
  if (!client.scopes.includes(scope)) {
    throw new AppError("forbidden", `This API key lacks the scope ${scope}.`);
  }
  return client;
}
