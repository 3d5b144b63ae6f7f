import { Search } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/console/empty-state";

/** Tells a slip of the fingers from an order that does not exist. */
export function OrderMissing({ orderNumber, detail }: { orderNumber: string; detail: string }) {
  const mistyped = detail.includes("mistyped");
  const number = <span className="font-mono">{orderNumber}</span>;
  return (
    <div className="card">
      <EmptyState
        heading="h1"
        icon={Search}
        title={mistyped ? <>{number} is mistyped</> : <>There is no order {number}</>}
        actions={
          <Link className="btn btn-outline btn-sm" href="/orders">
            See all orders
          </Link>
        }
      >
        {mistyped
          ? "Its check symbol does not fit, so one symbol or more is wrong. Ask for the number again and compare each symbol."
          : "The number is well formed, but no order here has it. Perhaps it belongs to another pharmacy."}
      </EmptyState>
    </div>
  );
}
