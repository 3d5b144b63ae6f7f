import type { Metadata } from "next";
import { InboxScreen } from "@/components/inbox/inbox-screen";
import { inboxWish } from "@/components/inbox/inbox-wish";
import { Prefetched } from "../prefetched.tsx";
import { loadInboxParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Needs a person" };

export default async function NeedsAPersonPage({ searchParams }: PageProps<"/needs-a-person">) {
  const { owner, after } = await loadInboxParams(searchParams);
  // A new list for each address: rows held back in one have no meaning in another.
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.inbox.list.queryOptions(inboxWish(owner, after))),
        client.query(trpc.inbox.counts.queryOptions()),
      ]}
    >
      <InboxScreen key={`${owner} ${after}`} owner={owner} cursor={after} />
    </Prefetched>
  );
}
