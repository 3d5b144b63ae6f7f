import type { Metadata } from "next";
import { FailuresScreen } from "@/components/failures/failures-screen";
import { Prefetched } from "../prefetched.tsx";
import { loadFailureParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Failures" };

export default async function FailuresPage({ searchParams }: PageProps<"/failures">) {
  const { show, group } = await loadFailureParams(searchParams);
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.failures.list.queryOptions()),
        ...(group === null ? [] : [client.query(trpc.failures.get.queryOptions({ id: group }))]),
      ]}
    >
      <FailuresScreen show={show} openAtFirst={group} />
    </Prefetched>
  );
}
