"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type {
  FailedByStep,
  HistoryPoint,
  OverviewHistory,
} from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { listAddress, plainList } from "@/components/orders/list-address";
import { zoneName } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";
import { gridOf, ticksOf } from "./chart-axis.ts";
import { chartWords, pointWords } from "./history-words.ts";
import { IncidentLines } from "./incident-lines.tsx";
import { incidentMarks } from "./incident-words.ts";

const FAILED: readonly { step: keyof FailedByStep; label: string }[] = [
  { step: "prescription", label: "Prescription" },
  { step: "inventory", label: "Inventory" },
  { step: "shipment", label: "Shipment" },
  { step: "undo", label: "Undo" },
];

/** Small panels on one time axis, with one line across them that pointer and arrow keys move. */
export function HistoryChart({ view }: { view: OverviewHistory }) {
  const { points, stepMinutes, incidents } = view;
  const zone = useTimeZone();
  const router = useRouter();
  const [at, setAt] = useState<number | null>(null);
  const point = at === null ? undefined : points[at];
  const grid = gridOf(Math.max(...points.map(({ completed }) => completed)));
  const top = grid.at(-1) ?? 1;
  const most = (value: (point: HistoryPoint) => number) => Math.max(...points.map(value));
  const worst = Math.max(1, ...FAILED.map(({ step }) => most(({ failed }) => failed[step])));

  const open = () => router.push(listAddress(plainList("completed")));
  const pointTo = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor((points.length * (event.clientX - left)) / width);
    setAt(Math.min(points.length - 1, Math.max(0, place)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") return open();
    if (event.key === "Escape") return setAt(null);
    const next = movedBy(event.key, at ?? points.length, points.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <div className="relative">
      <p className="mb-2 min-h-4 text-xs text-muted-foreground" aria-hidden>
        {point === undefined
          ? "Point at an interval, or use the arrow keys, for its numbers."
          : pointWords(point, stepMinutes, zone, incidents)}
      </p>
      <div role="img" aria-label={chartWords(view, zone)}>
        <div className="absolute bottom-5 left-[76px] right-14 top-6 md:left-[84px]">
          <IncidentLines marks={incidentMarks(view, zone)} />
        </div>
        <p className="text-xs font-medium">Completed</p>
        <div className="relative ml-[76px] mr-14 mt-2 h-[112px] md:ml-[84px]">
          {grid.map((line) => (
            <div
              key={line}
              className="absolute inset-x-0 border-t border-chart-grid"
              style={{ bottom: `${(100 * line) / top}%` }}
            >
              <span className="absolute -left-12 -top-2 w-10 text-right text-2xs text-muted-foreground">
                {formatNumber(line)}
              </span>
            </div>
          ))}
          <Bars points={points} of={({ completed }) => completed} top={top} tone="bg-chart-1" />
        </div>
        <Panel
          label="Cancelled"
          most={most(({ cancelled }) => cancelled)}
          points={points}
          of={({ cancelled }) => cancelled}
          top={Math.max(
            1,
            most(({ cancelled }) => cancelled),
          )}
          tone="bg-chart-5"
        />
        <p className="mb-1 mt-3 text-xs font-medium">Failed attempts</p>
        {FAILED.map(({ step, label }) => (
          <Panel
            key={step}
            label={label}
            most={most(({ failed }) => failed[step])}
            points={points}
            of={({ failed }) => failed[step]}
            top={worst}
            tone="bg-chart-2"
          />
        ))}
        <div className="relative ml-[76px] mr-14 mt-1 h-4 text-2xs text-muted-foreground md:ml-[84px]">
          {ticksOf(points, stepMinutes, zone).map(({ place, label }, index) => (
            <span
              key={place}
              // On a phone every second label is enough, and none touches the next.
              className={`absolute -translate-x-1/2 whitespace-nowrap ${index % 2 === 0 ? "" : "max-sm:hidden"}`}
              style={{ left: `${place}%` }}
            >
              {label}
            </span>
          ))}
          <span className="absolute -right-14 w-14 pl-1 text-left">
            {zoneName(new Date(), zone)}
          </span>
        </div>
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Interval of the chart"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={(at ?? points.length - 1) + 1}
        aria-valuetext={pointWords(
          points[at ?? points.length - 1] ?? EMPTY,
          stepMinutes,
          zone,
          incidents,
        )}
        className="absolute bottom-0 left-[76px] right-14 top-6 cursor-pointer touch-pan-y md:left-[84px]"
        onPointerMove={pointTo}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={onKeyDown}
        onClick={open}
      >
        {at === null ? null : (
          <span
            className="pointer-events-none absolute bottom-5 top-1 border-l border-foreground/50"
            style={{ left: `${(100 * (at + 0.5)) / points.length}%` }}
          />
        )}
      </div>
    </div>
  );
}

const EMPTY: HistoryPoint = {
  at: new Date(0).toISOString(),
  placed: 0,
  completed: 0,
  cancelled: 0,
  failed: { prescription: 0, inventory: 0, shipment: 0, undo: 0 },
};

function movedBy(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(0, at - 1);
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(count - 1, at + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

type Drawn = {
  points: readonly HistoryPoint[];
  of: (point: HistoryPoint) => number;
  top: number;
  tone: string;
};

function Bars({ points, of, top, tone }: Drawn) {
  return (
    <div className="absolute inset-0 flex items-end gap-px">
      {points.map((point) => {
        const value = of(point);
        return (
          <span
            key={point.at}
            className={`min-w-0 flex-1 ${tone}`}
            // One of a thousand must still be seen.
            style={{ height: value === 0 ? 0 : `max(2px, ${(100 * value) / top}%)` }}
          />
        );
      })}
    </div>
  );
}

function Panel({ label, most, ...drawn }: Drawn & { label: string; most: number }) {
  return (
    <div className="flex h-[28px] items-end">
      <span className="w-[76px] pb-0.5 text-xs text-muted-foreground md:w-[84px]">{label}</span>
      <div className="relative h-[22px] min-w-0 flex-1 border-b border-chart-grid">
        <Bars {...drawn} />
      </div>
      <span className="w-14 whitespace-nowrap pb-0.5 text-right text-xs">
        <span className="text-muted-foreground">max</span> {formatNumber(most)}
      </span>
    </div>
  );
}
