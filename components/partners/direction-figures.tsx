import type { DirectionFigures } from "#server/operations/figures/views";
import { formatNumber } from "@/components/console/count";
import { formatDuration } from "@/components/time/format-duration";

/** From `xl` on the figures stand in columns under one head; below, in a line of words. */
export const DIRECTION_COLUMNS =
  "xl:grid xl:grid-cols-[112px_minmax(128px,1fr)_52px_58px_56px_66px_66px_96px] min-[87.5rem]:grid-cols-[128px_minmax(132px,1fr)_56px_64px_64px_72px_72px_112px]";

export function FiguresHead() {
  return (
    <div
      aria-hidden
      className="hidden h-8 items-center gap-x-4 border-b px-4 text-xs font-medium text-muted-foreground xl:grid xl:grid-cols-[112px_minmax(0,1fr)_104px] min-[87.5rem]:grid-cols-[148px_minmax(0,1fr)_116px]"
    >
      <span>Partner</span>
      <span className={`gap-x-3 ${DIRECTION_COLUMNS}`}>
        <span>Work</span>
        <span>Calls</span>
        <span className="text-right">Done</span>
        <span className="text-right">Refused</span>
        <span className="text-right">Failed</span>
        <span className="text-right">p50</span>
        <span className="text-right">p95</span>
        <span className="text-right">Orders</span>
      </span>
    </div>
  );
}

/** What was answered in the last hour. Each cell has its place before it is known, so that nothing moves. */
export function FiguresCells({ figures }: { figures: DirectionFigures | undefined }) {
  return (
    <>
      <span className="min-h-4 text-xs text-muted-foreground max-xl:order-last max-xl:basis-full xl:hidden">
        {figures === undefined ? "" : inWords(figures)}
      </span>
      {cellsOf(figures).map(({ name, text, isWorth }) => (
        <span
          key={name}
          className={`hidden text-right tabular-nums xl:block ${isWorth ? "" : "text-muted-foreground"}`}
        >
          <span className="sr-only">{name} </span>
          {text}
        </span>
      ))}
    </>
  );
}

function cellsOf(figures: DirectionFigures | undefined) {
  const count = (value = 0) => ({ text: formatNumber(value), isWorth: value > 0 });
  const time = (ms: number | null | undefined) =>
    ms == null ? { text: "–", isWorth: false } : { text: formatDuration(ms), isWorth: true };
  const failed = figures?.failedPercent ?? 0;
  return [
    { name: "Done", ...count(figures?.done) },
    { name: "Refused", ...count(figures?.refused) },
    { name: "Failed", text: `${failed} %`, isWorth: failed > 0 },
    { name: "p50", ...time(figures?.p50Ms) },
    { name: "p95", ...time(figures?.p95Ms) },
  ];
}

/** "1,206 done · 3 refused · 3.5 % of attempts failed · p50 412 ms, p95 1.9 s". */
function inWords({ done, refused, failed, failedPercent, p50Ms, p95Ms }: DirectionFigures): string {
  const parts = [`${formatNumber(done)} done`];
  if (refused > 0) parts.push(`${formatNumber(refused)} refused`);
  if (failed > 0) parts.push(`${failedPercent} % of attempts failed`);
  if (p50Ms !== null && p95Ms !== null) {
    parts.push(`p50 ${formatDuration(p50Ms)}, p95 ${formatDuration(p95Ms)}`);
  }
  // A line may end between two of them, and never between a number and its unit.
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}
