import { methodNotAllowed } from "#server/api/rest";
import { getOrderById } from "#server/api/rest-orders";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { withRuntime } from "#server/api/with-runtime";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return withRuntime((runtime) => getOrderById(request, id, storefrontServicesOf(runtime)));
}

const refuse = () => methodNotAllowed(["GET"]);

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT };
