"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Kbd } from "@/components/console/kbd";
import { useNeighbours } from "@/components/console/list-trail";
import { useHotkeys } from "@/components/console/use-hotkeys";

/** The way back to the list, and to the orders beside this one in it. */
export function OrderTrail({ orderNumber }: { orderNumber: string }) {
  const router = useRouter();
  const trail = useNeighbours(orderNumber);
  const go = (to: string | null | undefined) => {
    if (to !== null && to !== undefined) router.push(`/orders/${to}`);
  };
  useHotkeys({ k: () => go(trail?.previous), j: () => go(trail?.next) });
  return (
    <div className="mb-3 flex min-h-7 items-center gap-1.5 text-xs text-muted-foreground">
      <Link
        className="hover:text-foreground hover:underline"
        href={trail === null ? "/orders" : trail.href}
      >
        {trail?.href.startsWith("/needs-a-person") ? "Needs a person" : "Orders"}
      </Link>
      {trail === null ? null : (
        <>
          <ChevronRight className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          <span>
            {trail.label}, {trail.place} of {trail.of} on that page
          </span>
          <nav aria-label="Orders beside this one" className="ml-auto flex items-center gap-1">
            <Beside to={trail.previous} word="previous" hotkey="k">
              <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
            </Beside>
            <Beside to={trail.next} word="next" hotkey="j">
              <ChevronRight className="size-4" strokeWidth={1.75} aria-hidden />
            </Beside>
          </nav>
        </>
      )}
    </div>
  );
}

function Beside(props: { to: string | null; word: string; hotkey: string; children: ReactNode }) {
  const content = (
    <>
      <span className="hidden sm:inline">
        <Kbd>{props.hotkey}</Kbd>
      </span>
      <span className="max-sm:sr-only">{props.word}</span>
      <span className="sm:hidden">{props.children}</span>
    </>
  );
  if (props.to === null) {
    return (
      <span className="btn btn-sm !bg-transparent !border-transparent !px-2" aria-disabled="true">
        {content}
      </span>
    );
  }
  return (
    <Link href={`/orders/${props.to}`} className="btn btn-ghost btn-sm !px-2" prefetch={false}>
      {content}
    </Link>
  );
}
