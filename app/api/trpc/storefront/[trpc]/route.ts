import { handleStorefrontTrpc } from "#server/api/storefront-handler";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { withRuntime } from "#server/api/with-runtime";

function handle(request: Request): Promise<Response> {
  return withRuntime((runtime) => handleStorefrontTrpc(request, storefrontServicesOf(runtime)));
}

export { handle as GET, handle as POST };
