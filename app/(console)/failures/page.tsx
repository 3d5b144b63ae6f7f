import type { Metadata } from "next";
import { FailuresScreen } from "@/components/failures/failures-screen";
import { loadFailureParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Failures" };

export default async function FailuresPage({ searchParams }: PageProps<"/failures">) {
  const { show, group } = await loadFailureParams(searchParams);
  return <FailuresScreen show={show} openAtFirst={group} />;
}
