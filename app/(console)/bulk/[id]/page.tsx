import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BulkScreen } from "@/components/bulk/bulk-screen";
import { Prefetched } from "../../prefetched.tsx";

type Props = PageProps<"/bulk/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Operation B-${(await params).id}` };
}

export default async function BulkPage({ params }: Props) {
  const text = (await params).id;
  if (!/^[1-9]\d{0,14}$/.test(text)) notFound();
  const id = Number(text);
  return (
    <Prefetched read={(trpc, client) => [client.query(trpc.bulk.get.queryOptions({ id }))]}>
      <BulkScreen key={text} bulkId={id} />
    </Prefetched>
  );
}
