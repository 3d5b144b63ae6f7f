import type { Metadata } from "next";
import { InboxScreen } from "@/components/inbox/inbox-screen";
import { loadInboxParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Needs a person" };

export default async function NeedsAPersonPage({ searchParams }: PageProps<"/needs-a-person">) {
  const { owner, after } = await loadInboxParams(searchParams);
  // A new list for each address: rows held back in one have no meaning in another.
  return <InboxScreen key={`${owner} ${after}`} owner={owner} cursor={after} />;
}
