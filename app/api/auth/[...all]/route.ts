import { handleAuth } from "#server/api/auth-handler";
import { withRuntime } from "#server/api/with-runtime";
import { authOf } from "#server/auth/auth-of";

function handle(request: Request): Promise<Response> {
  return withRuntime((runtime) => handleAuth(request, { auth: authOf(runtime), log: runtime.log }));
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
