/** Three digits that mean something, or all of a whole number. */
export function inDigits(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
