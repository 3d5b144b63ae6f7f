import Link from "next/link";
import type { EventRow } from "#server/operations/events/views";
import { Column, TableHead } from "@/components/ui/table-head";
import { actorWord } from "./actor-word.ts";
import { EventTime, OtherDay } from "./event-time.tsx";

/** One line an event. The type opens it beside the list; the order's number leads to the order. */
export function EventsTable(props: {
  items: readonly EventRow[];
  openId: number | null;
  onOpen: (id: number) => void;
}) {
  return (
    <table className="tbl">
      <caption className="sr-only">Events, newest first. {props.items.length} are shown.</caption>
      <TableHead>
        <Column>Type</Column>
        <Column look="max-md:hidden">Order</Column>
        <Column look="r max-lg:hidden">Version</Column>
        <Column look="lg:!pl-8 max-md:hidden">Written by</Column>
        <Column look="r">When</Column>
      </TableHead>
      <tbody>
        {props.items.map((item) => (
          <EventLine
            key={item.id}
            item={item}
            isOpen={item.id === props.openId}
            onOpen={() => props.onOpen(item.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

function EventLine(props: { item: EventRow; isOpen: boolean; onOpen: () => void }) {
  const { item } = props;
  const order =
    item.orderNumber === null ? (
      <span className="text-muted-foreground">–</span>
    ) : (
      <Link className="ord" href={`/orders/${item.orderNumber}`} prefetch={false}>
        {item.orderNumber}
      </Link>
    );
  return (
    <tr className={props.isOpen ? "[&>*]:bg-selected" : ""}>
      <th scope="row">
        <button
          type="button"
          className="mono min-h-7 text-left font-medium break-all hover:underline hover:underline-offset-2"
          aria-haspopup="dialog"
          aria-expanded={props.isOpen}
          onClick={props.onOpen}
        >
          {item.type}
        </button>
        <span className="flex flex-wrap items-center gap-x-2 pb-1 text-xs text-muted-foreground md:hidden">
          {order} <span>{actorWord(item.actor)}</span>
        </span>
      </th>
      <td className="max-md:hidden">{order}</td>
      <td className="r whitespace-nowrap text-muted-foreground max-lg:hidden">
        {item.stream === "order" ? `order ${item.version}` : `#${item.version}`}
      </td>
      <td className="text-muted-foreground lg:!pl-8 max-md:hidden">{actorWord(item.actor)}</td>
      <td className="r whitespace-nowrap">
        <span className="text-xs text-muted-foreground">
          <OtherDay at={item.at} />
          <EventTime at={item.at} />
        </span>
      </td>
    </tr>
  );
}
