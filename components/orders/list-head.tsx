import { Kbd } from "@/components/console/kbd";

/** The title of the list, and the keys that work in it. */
export function ListHead() {
  return (
    <div className="mb-3 flex min-h-7 flex-wrap items-center gap-x-3">
      <h1 className="text-lg">Orders</h1>
      <p className="hidden text-muted-foreground md:block">
        One line for each order on its way through fulfilment
      </p>
      <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground xl:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>/</Kbd> find <Kbd>?</Kbd> all keys
      </span>
    </div>
  );
}
