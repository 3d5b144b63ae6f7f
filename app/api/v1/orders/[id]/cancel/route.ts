import { methodNotAllowed } from "#server/api/rest";
import { postCancel } from "#server/api/rest-orders";
import { storefrontServicesOf } from "#server/api/storefront-services";
import { withRuntime } from "#server/api/with-runtime";

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return withRuntime((runtime) => postCancel(request, id, storefrontServicesOf(runtime)));
}

const refuse = () => methodNotAllowed(["POST"]);

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as PUT };
