import type { Metadata } from "next";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { loadOverviewParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: PageProps<"/overview">) {
  const { range } = await loadOverviewParams(searchParams);
  return <OverviewScreen range={range} />;
}
