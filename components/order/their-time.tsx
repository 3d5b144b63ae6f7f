"use client";

import { useNow } from "@/components/time/clock";
import { formatWallClock } from "@/components/time/format-instant";
import type { OrderView } from "./order-view.ts";

/** Whether this is an hour to call them, and in which language. */
export function TheirTime({ customer }: { customer: OrderView["customer"] }) {
  const now = useNow();
  const { timeZone, language } = customer;
  if (timeZone === null || now === 0) return <>{language}</>;
  return (
    <>
      {formatWallClock(new Date(now), timeZone)}, language {language}
    </>
  );
}
