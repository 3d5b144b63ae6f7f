import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { InboxOwnerFilter, InboxPage } from "#server/operations/inbox/views";
import { EmptyState } from "@/components/console/empty-state";
import { Countdown, Time } from "@/components/time/time";
import { inboxAddress, owners } from "./owners.ts";

/** What was looked at and when, and which order reaches its time limit next. */
export function InboxEmpty(props: {
  owner: InboxOwnerFilter;
  cursor: string | null;
  page: InboxPage;
}) {
  const { owner, page } = props;
  const none = owners.find((each) => each.owner === owner)?.none ?? "No order needs a person";
  const isFirst = props.cursor === null;
  return (
    <EmptyState
      icon={CircleCheck}
      title={isFirst ? none : "Nothing follows any more"}
      actions={
        owner === "all" && isFirst ? (
          <Link className="btn btn-outline btn-sm" href="/orders?state=in_progress">
            See the orders in progress
          </Link>
        ) : (
          <Link className="btn btn-outline btn-sm" href={inboxAddress("all")}>
            See all that need a person
          </Link>
        )
      }
    >
      Looked at every order that stopped, and every customer who was not told, at{" "}
      <Time at={page.asOf} />. The first one to come appears here by itself.{" "}
      {page.nextLimit === null ? (
        "No order on its way has a time limit ahead."
      ) : (
        <>
          <Link
            className="ord lnk !text-link"
            href={`/orders/${page.nextLimit.orderNumber}`}
            prefetch={false}
          >
            {page.nextLimit.orderNumber}
          </Link>{" "}
          reaches its time limit next, in <Countdown to={page.nextLimit.at} /> (
          <Time at={page.nextLimit.at} />
          ).
        </>
      )}
    </EmptyState>
  );
}
