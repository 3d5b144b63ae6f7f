const HEIGHT = 22;
const STEP = 4;
const BAR = 3;

/** Tries of the last 24 hours as bars, with the peak as a number. */
export function Sparkline({ hours, strong }: { hours: readonly number[]; strong: boolean }) {
  const peak = Math.max(0, ...hours);
  const last = hours.at(-1) ?? 0;
  return (
    <span
      className="inline-flex items-center gap-2"
      role="img"
      aria-label={`Peak ${peak} an hour, ${last} in the last hour`}
    >
      <svg
        viewBox={`0 0 ${hours.length * STEP} ${HEIGHT}`}
        className={`h-[22px] w-24 ${strong ? "text-chart-2" : "text-chart-5"}`}
        aria-hidden="true"
      >
        {hours.map((count, hour) => {
          const height = count === 0 ? 1 : Math.max(2, (count / peak) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place.
              key={hour}
              x={hour * STEP}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              fill="currentColor"
              opacity={count === 0 ? 0.45 : 1}
            />
          );
        })}
      </svg>
      <span className="w-8 text-right text-xs text-muted-foreground" aria-hidden="true">
        {peak.toLocaleString("en-GB")}
      </span>
    </span>
  );
}
