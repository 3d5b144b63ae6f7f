import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { newUuid } from "#server/ids";
import { boundJsonRequest } from "./read-body.ts";
import { storefrontApi } from "./storefront.ts";
import type { StorefrontServices } from "./storefront-services.ts";

const STOREFRONT_ENDPOINT = "/api/trpc/storefront";

/** The storefront's tRPC door: the same checks in the same order as the REST one. */
export function handleStorefrontTrpc(
  request: Request,
  services: StorefrontServices,
): Promise<Response> {
  const requestId = newUuid();
  return fetchRequestHandler({
    router: storefrontApi,
    endpoint: STOREFRONT_ENDPOINT,
    req: boundJsonRequest(request),
    // Calls in one batch would share one budget of time and one body limit.
    allowBatching: false,
    async createContext() {
      const client = await services.verifier.verify(request.headers.get("authorization"));
      return { requestId, log: services.log, services, client };
    },
    responseMeta: () => ({
      headers: new Headers({ "cache-control": "no-store", "x-request-id": requestId }),
    }),
  });
}
