export type CalmView<Line> = {
  kept: readonly Line[];
  /** What is shown: each line in its place, with what is known of it now. */
  lines: { line: Line; leftView: boolean }[];
  /** Lines that have come and for which there is no room below. */
  newCount: number;
  leftCount: number;
};

/**
 * Lays fresh lines under the ones that are shown: none moves, none goes. New ones that
 * belong at the end come there while there is room and nothing has left; others wait
 * until somebody asks. When all have left, there is nothing to keep.
 */
export function keepCalm<Line extends { sagaUuid: string }>(
  shown: readonly Line[],
  fresh: readonly Line[],
  room: number,
): CalmView<Line> {
  const freshOf = new Map(fresh.map((line) => [line.sagaUuid, line]));
  const isGone = (line: Line) => !freshOf.has(line.sagaUuid);
  if (shown.every(isGone))
    return viewOf(shown.length + fresh.length === 0 ? shown : fresh, freshOf);
  const known = new Set(shown.map((line) => line.sagaUuid));
  const added = fresh.slice(fresh.findLastIndex((line) => known.has(line.sagaUuid)) + 1);
  const fits = shown.length + added.length <= room && !shown.some(isGone);
  return viewOf(fits && added.length > 0 ? [...shown, ...added] : shown, freshOf);
}

function viewOf<Line extends { sagaUuid: string }>(
  kept: readonly Line[],
  freshOf: ReadonlyMap<string, Line>,
): CalmView<Line> {
  const lines = kept.map((line) => {
    const now = freshOf.get(line.sagaUuid);
    return { line: now ?? line, leftView: now === undefined };
  });
  const keptSagas = new Set(kept.map((line) => line.sagaUuid));
  return {
    kept,
    lines,
    newCount: [...freshOf.keys()].filter((saga) => !keptSagas.has(saga)).length,
    leftCount: lines.filter(({ leftView }) => leftView).length,
  };
}
