"use client";

import { CirclePause, WifiOff } from "lucide-react";
import { Time } from "@/components/time/time";
import { Banner } from "@/components/ui/banner";
import { useLive } from "./live-provider.tsx";

/** Above the page while it does not follow the world: what is shown may be old. */
export function LiveBanners() {
  const { state, since, waiting, goOn } = useLive();
  if (since === "") return null;
  if (state === "offline") {
    return (
      <Banner tone="act" icon={WifiOff}>
        You are offline since <Time at={since} />. What you see may be old, and actions are off.
      </Banner>
    );
  }
  if (state === "reconnecting") {
    return (
      <Banner tone="wait" icon={WifiOff}>
        Connection lost at <Time at={since} />. Trying again; what you see may be old.
      </Banner>
    );
  }
  if (state === "paused") {
    return (
      <Banner
        tone="idle"
        icon={CirclePause}
        action={
          <button type="button" className="btn btn-outline btn-sm" onClick={goOn}>
            Go on
          </button>
        }
      >
        You paused updates at <Time at={since} />.{" "}
        {waiting === 0
          ? "Nothing has changed since."
          : waiting === 1
            ? "1 change waits."
            : `${waiting} changes wait.`}
      </Banner>
    );
  }
  return null;
}
