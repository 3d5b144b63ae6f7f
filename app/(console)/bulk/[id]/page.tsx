import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BulkScreen } from "@/components/bulk/bulk-screen";

type Props = PageProps<"/bulk/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Operation B-${(await params).id}` };
}

export default async function BulkPage({ params }: Props) {
  const text = (await params).id;
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound();
  return <BulkScreen key={text} bulkId={Number(text)} />;
}
