import type { Metadata } from "next";
import { QueuesScreen } from "@/components/queues/queues-screen";
import { Prefetched } from "../prefetched.tsx";

export const metadata: Metadata = { title: "Queues and workers" };

export default function QueuesPage() {
  return (
    <Prefetched read={(trpc, client) => [client.query(trpc.queues.list.queryOptions())]}>
      <QueuesScreen />
    </Prefetched>
  );
}
