"use client";

import { CirclePause, type LucideIcon, Radio, RotateCw, WifiOff } from "lucide-react";
import { type LiveState, useLive } from "./live-provider.tsx";

const looks: Record<LiveState, { word: string; icon: LucideIcon; tone: string; hint: string }> = {
  connecting: { word: "Connecting", icon: Radio, tone: "", hint: "" },
  updating: { word: "Updating", icon: Radio, tone: "text-done", hint: "Pause" },
  paused: { word: "Paused", icon: CirclePause, tone: "", hint: "Go on" },
  reconnecting: { word: "Reconnecting", icon: RotateCw, tone: "text-wait", hint: "" },
  offline: { word: "Offline", icon: WifiOff, tone: "text-act", hint: "" },
};

/** Says whether the page follows the world; pressing it pauses or goes on. */
export function LiveIndicator() {
  const live = useLive();
  const { word, icon: Icon, tone, hint } = looks[live.state];
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm min-w-7 !px-2 aria-disabled:!border-transparent aria-disabled:!bg-transparent"
      onClick={hint === "" ? undefined : live.state === "paused" ? live.goOn : live.pause}
      aria-disabled={hint === ""}
      aria-label={hint === "" ? word : `${word}. ${hint}`}
      title={hint === "" ? word : hint}
    >
      <span className={tone}>
        <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      </span>
      <span className="hidden sm:inline">{word}</span>
    </button>
  );
}
