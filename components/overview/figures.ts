import { formatDuration } from "@/components/time/format-duration";

/** `3.5 %`; whole from ten on. */
export function percent(part: number, whole: number): string {
  const share = (100 * part) / whole;
  if (share === 0) return "0 %";
  return share < 10 ? `${Math.max(0.1, Math.round(share * 10) / 10)} %` : `${Math.round(share)} %`;
}

/** `0.4 / 1.9 s`: the unit once where it is the same for both. */
export function durationPair(first: number | null, second: number | null): string {
  if (first === null || second === null) return "–";
  const [short, long] = [formatDuration(first), formatDuration(second)];
  const unit = /^[\d.]+ (ms|s)$/;
  const [shortUnit, longUnit] = [unit.exec(short)?.[1], unit.exec(long)?.[1]];
  const isSame = shortUnit !== undefined && shortUnit === longUnit;
  return `${isSame ? short.replace(/ \D+$/, "") : short} / ${long}`;
}

export const durationOrDash = (ms: number | null): string =>
  ms === null ? "–" : formatDuration(ms);
