import { createConsoleContext } from "#server/api/context";
import { answerExport } from "#server/api/export-handler";
import { loadList } from "@/app/(console)/orders/search-params";

/** The list that the same query shows on the page, as a file. */
export async function GET(request: Request): Promise<Response> {
  const { after: _, ...list } = loadList(new URL(request.url).searchParams);
  return answerExport(await createConsoleContext(request.headers), list);
}
