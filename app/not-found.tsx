import { Search } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/console/empty-state";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-3 pt-[12vh]">
      <div className="card">
        <EmptyState
          heading="h1"
          icon={Search}
          title="There is no such page"
          actions={
            <Link className="btn btn-outline btn-sm" href="/orders">
              See all orders
            </Link>
          }
        >
          The address was mistyped, or the page has moved. To open an order, type its number into
          the find box.
        </EmptyState>
      </div>
    </main>
  );
}
