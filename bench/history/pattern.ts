/*
 * Orders that lived the same life differ in a few values only. A life is lived
 * once, under marks and from a moment of its own, and written down as often as
 * wanted with the marks filled in and the moments moved.
 */

export const MARKS = [
  "saga",
  "order",
  "number",
  "client",
  "prescription",
  "inventory",
  "shipment",
  "tracking",
] as const;
export type Mark = (typeof MARKS)[number];

export const mark = (name: Mark) => `«${name}»`;
/** The nth id that a life needs beside those: of a job, an action, a wish. */
export const idMark = (nth: number) => `«${nth}»`;

/** When every life is lived. Nothing else in it may look like a moment of that year. */
export const LIVED_AT = Date.UTC(2000, 0, 1);
const LIVED_UNTIL = Date.UTC(2001, 0, 1);

/** What one order fills in: the values of the marks, then its ids, and when it was placed. */
export type Filling = { values: readonly string[]; placedAt: number };

type Hole = { type: "value"; index: number } | { type: "ms" | "iso"; offsetMs: number };
export type Pattern = { head: string; rest: readonly { hole: Hole; tail: string }[] };

const HOLE = /«(\w+)»|\b(9\d{11})\b|\b(2000-\d\d-\d\dT[\d:.]+Z)/g;

export function patternOf(text: string): Pattern {
  const rest: { hole: Hole; tail: string }[] = [];
  const found = [...text.matchAll(HOLE)];
  for (const [index, match] of found.entries()) {
    const end = match.index + match[0].length;
    rest.push({ hole: holeOf(match), tail: text.slice(end, found[index + 1]?.index) });
  }
  return { head: text.slice(0, found[0]?.index), rest };
}

function holeOf([whole, name, ms, iso]: RegExpExecArray): Hole {
  if (name !== undefined) return { type: "value", index: indexOf(name) };
  const at = ms === undefined ? Date.parse(iso ?? "") : Number(ms);
  if (!(at >= LIVED_AT && at < LIVED_UNTIL))
    throw new Error(`Bug: ${whole} is no moment of a life`);
  return { type: ms === undefined ? "iso" : "ms", offsetMs: at - LIVED_AT };
}

function indexOf(name: string): number {
  const known: readonly string[] = MARKS;
  return known.includes(name) ? known.indexOf(name) : MARKS.length + Number(name);
}

export function fill({ head, rest }: Pattern, filling: Filling): string {
  let text = head;
  for (const { hole, tail } of rest) text += fillHole(hole, filling) + tail;
  return text;
}

function fillHole(hole: Hole, { values, placedAt }: Filling): string {
  switch (hole.type) {
    case "value":
      return values[hole.index] ?? missing(hole.index);
    case "ms":
      return String(placedAt + hole.offsetMs);
    case "iso":
      return isoOf(placedAt + hole.offsetMs);
  }
}

export const isoOf = (instant: number) => new Date(instant).toISOString();

function missing(index: number): never {
  throw new Error(`Bug: nothing to fill in for mark ${MARKS[index] ?? index - MARKS.length}`);
}
