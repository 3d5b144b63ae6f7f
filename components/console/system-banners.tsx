"use client";

import { CirclePause, TriangleAlert } from "lucide-react";
import type { SystemStatus } from "#server/operations/views";
import { Time } from "@/components/time/time";
import { Banner } from "@/components/ui/banner";
import { useSystemStatus } from "./use-system-status.ts";

const partnerWords: Record<SystemStatus["heldPartners"][number]["partner"], string> = {
  prescription: "Prescriptions",
  inventory: "Stock",
  shipment: "Shipping",
  carrier: "Shipping",
  notifications: "E-mail",
};

/** What is so for every order at once: no worker, or a partner on hold. */
export function SystemBanners() {
  const status = useSystemStatus();
  if (status === undefined) return null;
  return (
    <>
      {status.workersAlive === 0 ? (
        <Banner tone="act" icon={TriangleAlert}>
          <span className="font-medium">No worker is running.</span> Orders are accepted and wait.
          Start one with <code className="mono">npm run worker</code>.
        </Banner>
      ) : null}
      {status.heldPartners.map((held) => (
        <Banner key={held.partner} tone="idle" icon={CirclePause}>
          <span className="font-medium">{partnerWords[held.partner]} on hold</span> since{" "}
          <Time at={held.since} />, by {held.by}. Its orders wait and go on when it is released.
        </Banner>
      ))}
    </>
  );
}
