import { Search } from "lucide-react";
import Link from "next/link";
import type { FindAnswer } from "#server/operations/find/views";
import { formatNumber } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";

/** Tells a slip of the fingers from an order that is not there, and what was tried. */
export function NothingFound({ answer, onClose }: { answer: FindAnswer; onClose: () => void }) {
  const { mistyped, searchedOpen } = answer;
  return (
    <div tabIndex={-1} data-start className="outline-none">
      <EmptyState
        icon={Search}
        title={
          mistyped === null ? (
            "No order fits"
          ) : (
            <>
              <span className="mono">{mistyped.orderNumber}</span> is mistyped
            </>
          )
        }
      >
        {mistyped === null ? (
          "Every reading was compared exactly, so a single wrong letter or digit finds nothing. Ask for it once more."
        ) : (
          <>
            Its check symbol does not fit.{" "}
            {mistyped.near.length === 0
              ? "No order is one slip away. Ask for the number again and compare each symbol."
              : "One slip away: "}
            {mistyped.near.map((orderNumber, index) => (
              <span key={orderNumber}>
                {index === 0 ? "" : ", "}
                <Link
                  href={`/orders/${orderNumber}`}
                  prefetch={false}
                  onClick={onClose}
                  className="lnk mono whitespace-nowrap"
                >
                  {orderNumber}
                </Link>
              </span>
            ))}
            {mistyped.near.length === 0 ? "" : "."}
          </>
        )}
        {searchedOpen === null ? null : (
          <span className="mt-1 block text-xs">
            Of orders under way, partner references were compared in the newest{" "}
            {formatNumber(searchedOpen)}.
          </span>
        )}
      </EmptyState>
    </div>
  );
}
