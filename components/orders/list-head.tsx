import type { ListedCount } from "#server/operations/list/views";
import { ViewsMenu } from "@/components/saved-views/views-menu";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ExportMenu } from "./export-menu.tsx";
import type { ListAddress } from "./list-address.ts";

/** The title of the list, and what can be done with all of it. */
export function ListHead(props: { list: ListAddress; total: ListedCount | undefined }) {
  return (
    <div className="mb-3 flex min-h-7 flex-wrap items-center gap-x-3">
      <h1 className="text-lg">Orders</h1>
      <p className="hidden text-muted-foreground md:block">
        One line for each order on its way through fulfilment
      </p>
      <div className="ml-auto flex gap-2">
        <ColumnsMenu />
        <ViewsMenu list={props.list} />
        <ExportMenu list={props.list} total={props.total} />
      </div>
    </div>
  );
}
