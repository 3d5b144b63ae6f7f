import { methodNotAllowed } from "#server/api/rest";
import { postOrder } from "#server/api/rest-orders";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { withRuntime } from "#server/api/with-runtime";

export function POST(request: Request): Promise<Response> {
  return withRuntime((runtime) => postOrder(request, storefrontServicesOf(runtime)));
}

const refuse = () => methodNotAllowed(["POST"]);

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as PUT };
