import { durationOrDash } from "./figures.ts";
import { decadesOf, placeOf, type TimeScale } from "./time-scale.ts";

/** The labels above the column, with the unit once. */
export function ScaleHead({ scale }: { scale: TimeScale }) {
  return (
    <>
      <span className="sr-only">p50 and p95 on one scale</span>
      <span aria-hidden className="relative block h-4 ml-2 w-[92px] text-2xs">
        {decadesOf(scale).map(({ place, label }, index, all) => (
          <span
            key={place}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${place}%` }}
          >
            {label}
            {index === all.length - 1 ? " s" : ""}
          </span>
        ))}
      </span>
    </>
  );
}

/** Half were done at the dot, nineteen of twenty at the tick. */
export function StepScale(props: { p50Ms: number | null; p95Ms: number | null; scale: TimeScale }) {
  const { p50Ms, p95Ms, scale } = props;
  const words =
    p50Ms === null || p95Ms === null
      ? "Nothing was done"
      : `Half within ${durationOrDash(p50Ms)}, 95 % within ${durationOrDash(p95Ms)}`;
  return (
    <span role="img" aria-label={words} className="relative block h-4 ml-2 w-[92px]">
      {decadesOf(scale).map(({ place }) => (
        <span
          key={place}
          className="absolute inset-y-0 border-l border-chart-grid"
          style={{ left: `${place}%` }}
        />
      ))}
      {p50Ms === null || p95Ms === null ? null : (
        <>
          <span
            className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-chart-1"
            style={{
              left: `${placeOf(p50Ms, scale)}%`,
              right: `${100 - placeOf(p95Ms, scale)}%`,
            }}
          />
          <span
            className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-full bg-chart-1"
            style={{ left: `${placeOf(p50Ms, scale)}%` }}
          />
          <span
            className="absolute inset-y-0.5 w-0.5 -translate-x-1/2 bg-chart-1"
            style={{ left: `${placeOf(p95Ms, scale)}%` }}
          />
        </>
      )}
    </span>
  );
}
