"use client";

import { CirclePause, OctagonAlert, Scale, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/time/time";
import { Banner } from "@/components/ui/banner";
import { useSystemStatus } from "./use-system-status.ts";

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
      {status.openCircuits.map((circuit) => (
        <Banner
          key={circuit.partner}
          tone={circuit.cause === "misconfigured" ? "act" : "wait"}
          icon={circuit.cause === "misconfigured" ? OctagonAlert : TriangleAlert}
        >
          <span className="font-medium">{circuit.why}</span> Nothing is sent to {circuit.name} since{" "}
          <Time at={circuit.since} />; its orders wait, and none is cancelled for it.{" "}
          {circuit.isReopening ? (
            "It is well again: they go on now."
          ) : (
            <>
              Tried again at <Time at={circuit.triedNextAt} />.
            </>
          )}
        </Banner>
      ))}
      {status.drifts === 0 ? null : (
        <Banner
          tone="wait"
          icon={Scale}
          action={
            <Link href="/partners" className="lnk whitespace-nowrap">
              Show them
            </Link>
          }
        >
          <span className="font-medium">
            {status.drifts === 1
              ? "For 1 order a partner holds something else than we believe."
              : `For ${status.drifts} orders a partner holds something else than we believe.`}
          </span>
        </Banner>
      )}
      {status.heldPartners.map((held) => (
        <Banner key={held.partner} tone="idle" icon={CirclePause}>
          <span className="font-medium">{held.name} is on hold</span> since <Time at={held.since} />
          , by {held.by}.{" "}
          {held.isReopening
            ? "It was released: its orders go on now."
            : "Its orders wait and go on when it is released."}
        </Banner>
      ))}
    </>
  );
}
