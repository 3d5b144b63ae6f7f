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
  const isFirst = props.cursor === null;
  const none = owners.find((each) => each.owner === owner)?.none ?? "No order needs a person";
  const isAll = owner === "all" && isFirst;
  return (
    <EmptyState
      icon={CircleCheck}
      title={isFirst ? none : "Nothing follows any more"}
      actions={
        <Link
          className="btn btn-outline btn-sm"
          href={isAll ? "/orders?state=in_progress" : inboxAddress("all")}
        >
          {isAll ? "See the orders in progress" : "See all that need a person"}
        </Link>
      }
    >
      Looked at every order that stopped, and every customer who was not told, at{" "}
      <Time at={page.asOf} />. {isFirst ? FIRST[owner] : ""}{" "}
      {isAll ? <NextLimit page={page} /> : null}
    </EmptyState>
  );
}

const FIRST: Record<InboxOwnerFilter, string> = {
  all: "The first one to come appears here by itself.",
  mine: "What you claim stands here until the claim ends.",
  unclaimed: "The next one that nobody has appears here by itself.",
};

function NextLimit({ page }: { page: InboxPage }) {
  if (page.nextLimit === null) return "No order is on its way with a time limit.";
  const { orderNumber, at } = page.nextLimit;
  return (
    <>
      <Link className="ord lnk" href={`/orders/${orderNumber}`} prefetch={false}>
        {orderNumber}
      </Link>{" "}
      reaches its time limit next, in <Countdown to={at} /> (<Time at={at} />
      ).
    </>
  );
}
