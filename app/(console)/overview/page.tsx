import type { Metadata } from "next";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { Prefetched } from "../prefetched.tsx";
import { loadOverviewParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: PageProps<"/overview">) {
  const { range } = await loadOverviewParams(searchParams);
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.overview.now.queryOptions()),
        client.query(trpc.overview.history.queryOptions({ range })),
      ]}
    >
      <OverviewScreen range={range} />
    </Prefetched>
  );
}
