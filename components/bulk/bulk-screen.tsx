"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { failuresAddress } from "@/components/failures/tabs";
import { useTRPC } from "@/components/trpc/client";
import { BulkDialog, type OpenedBulk } from "./bulk-dialog.tsx";
import { BulkRun } from "./bulk-run.tsx";

/** One operation as a page of its own: it can be linked, and stays when its group is quiet again. */
export function BulkScreen({ bulkId }: { bulkId: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [opened, setOpened] = useState<OpenedBulk | null>(null);
  // The same query as the run's: one answer for both.
  const { data: view } = useQuery(trpc.bulk.get.queryOptions({ id: bulkId }, { gcTime: 0 }));
  const group = view?.group ?? null;
  return (
    <>
      <p className="mb-3 min-h-5">
        <Link
          className="inline-flex items-center gap-1 text-muted-foreground hover:text-foreground"
          href={group === null ? "/orders" : failuresAddress("all", group.id)}
        >
          <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
          {group === null ? "Orders" : `${group.label}: ${group.title}`}
        </Link>
      </p>
      {/* The run brings its own once it is there. */}
      {view === undefined ? <h1 className="sr-only">Bulk operation</h1> : null}
      <section className="card px-4 py-3" aria-label="Bulk operation">
        <BulkRun bulkId={bulkId} within="page" onBulk={setOpened} />
      </section>
      {opened === null ? null : (
        <BulkDialog
          key={opened.bulkUuid}
          opened={opened}
          onClose={() => setOpened(null)}
          onStarted={(next) => router.push(`/bulk/${next}`)}
        />
      )}
    </>
  );
}
