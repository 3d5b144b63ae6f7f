import Link from "next/link";
import type { FailureRow } from "#server/operations/failures/views";
import { type FailureShow, failuresAddress, failureTabs, isShown } from "./tabs.ts";

/** The states of groups as links with their counts; the one that is open is marked. */
export function FailureTabs(props: {
  current: FailureShow;
  groups: readonly FailureRow[] | undefined;
}) {
  return (
    <nav aria-label="Failures by status" className="flex flex-wrap gap-2">
      {failureTabs.map(({ show, label }) => {
        const here = show === props.current;
        return (
          <Link
            key={show}
            href={failuresAddress(show)}
            aria-current={here ? "page" : undefined}
            className={`btn btn-sm ${here ? "border-foreground bg-card" : "btn-outline !font-normal text-muted-foreground"}`}
          >
            {label}
            {/* As wide as two digits, so that nothing moves when the count comes. */}
            <span className="min-w-3.5">
              {props.groups?.filter(({ status }) => isShown(show, status)).length ?? ""}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
