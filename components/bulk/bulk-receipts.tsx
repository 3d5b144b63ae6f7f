import Link from "next/link";
import type { BulkReceipt } from "#server/operations/bulk/views";
import { formatDuration } from "@/components/time/format-duration";
import { Time, ZoneName } from "@/components/time/time";
import { orderStateLooks } from "./order-state-looks.ts";

/** What became of each order that was asked for, in the order of the asking. */
export function BulkReceipts({ receipts }: { receipts: readonly BulkReceipt[] }) {
  return (
    <div className="mt-3 overflow-hidden rounded-md border bg-card">
      <table className="tbl">
        <caption className="sr-only">What became of each order, in the order of the asking</caption>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col" className="r max-md:hidden">
              Asked, <ZoneName />
            </th>
            <th scope="col" className="r max-lg:hidden">
              Picked up
            </th>
            <th scope="col" className="r max-md:hidden">
              Took
            </th>
            <th scope="col">What became of it</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map((receipt) => (
            <ReceiptRow key={receipt.orderNumber} receipt={receipt} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReceiptRow({ receipt }: { receipt: BulkReceipt }) {
  const { icon: Icon, tone } = orderStateLooks[receipt.state];
  return (
    <tr data-receipt={receipt.state}>
      <th scope="row" className="!h-[30px]">
        <Link className="ord" href={`/orders/${receipt.orderNumber}`} prefetch={false}>
          {receipt.orderNumber}
        </Link>
      </th>
      <td className="r !h-[30px] max-md:hidden">
        <Time at={receipt.askedAt} form="clock" />
      </td>
      <td className="r !h-[30px] max-lg:hidden">
        {receipt.pickedUpAt === null ? <Dash /> : <Time at={receipt.pickedUpAt} form="clock" />}
      </td>
      <td className="r !h-[30px] whitespace-nowrap max-md:hidden">
        {receipt.tookMs === null ? <Dash /> : formatDuration(receipt.tookMs)}
      </td>
      <td className="!h-[30px] max-md:w-full md:w-1/2">
        <span className="flex items-start gap-1.5 py-1">
          <Icon className={`mt-0.5 size-3.5 shrink-0 ${tone}`} strokeWidth={1.75} aria-hidden />
          <span>{receipt.text}</span>
        </span>
      </td>
    </tr>
  );
}

const Dash = () => <span className="text-muted-foreground">–</span>;
