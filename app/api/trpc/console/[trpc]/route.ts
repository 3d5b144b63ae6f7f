import { handleConsoleTrpc } from "#server/api/console";
import { createConsoleContext } from "#server/api/context";

function handle(request: Request): Promise<Response> {
  return handleConsoleTrpc(request, createConsoleContext);
}

export { handle as GET, handle as POST };
