"use client";

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type RefObject,
  useCallback,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from "react";

const ROW_HEIGHT = 36;
/** Up to here every row stands in the page, as a browser's search and print like it best. */
const PLAIN_UP_TO = 150;
/** Rows above and below the window that are there too: a quick wheel must not meet a gap. */
const OVERSCAN = 20;
/** Below it a row is three lines of any height (globals.css says md). */
const WIDE = "(min-width: 48rem)";

/** A row that stands in the page, or the place of rows that do not. */
export type Drawn =
  | { type: "row"; index: number }
  | { type: "gap"; before: number; height: number };

/**
 * Which of many rows stand in the page: those near the window, and the one that the
 * keyboard is at, so that the focus is never lost. The others leave their height.
 */
export function useVirtualRows(
  body: RefObject<HTMLElement | null>,
  count: number,
  pinned: number | null,
): { drawn: Drawn[]; first: number; last: number } {
  const isWide = useIsWide();
  const isVirtual = isWide && count > PLAIN_UP_TO;
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = body.current;
    if (isVirtual && element !== null) {
      setTop(element.getBoundingClientRect().top + window.scrollY);
    }
  }, [body, isVirtual]);
  const rangeExtractor = useCallback(
    (range: Range) => withPinned(defaultRangeExtractor(range), pinned, range.count),
    [pinned],
  );
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: isVirtual,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor,
  });
  if (!isVirtual) {
    const drawn = Array.from({ length: count }, (_, index): Drawn => ({ type: "row", index }));
    return { drawn, first: 0, last: count - 1 };
  }
  const { range } = virtualizer;
  const indexes = virtualizer.getVirtualIndexes();
  return {
    drawn: withGaps(indexes, count),
    first: range?.startIndex ?? 0,
    last: range?.endIndex ?? 0,
  };
}

/** The indexes that are drawn, in order, with a row that must be among them. */
export function withPinned(indexes: number[], pinned: number | null, count: number): number[] {
  if (pinned === null || pinned >= count || indexes.includes(pinned)) return indexes;
  return [...indexes, pinned].sort((a, b) => a - b);
}

/** The rows of these indexes, with gaps as high as the rows between them. */
export function withGaps(indexes: readonly number[], count: number): Drawn[] {
  const drawn: Drawn[] = [];
  let next = 0;
  const fill = (index: number) => {
    if (index > next) {
      drawn.push({ type: "gap", before: index, height: (index - next) * ROW_HEIGHT });
    }
  };
  for (const index of indexes) {
    fill(index);
    drawn.push({ type: "row", index });
    next = index + 1;
  }
  fill(count);
  return drawn;
}

/** The server draws no more than a page, so it need not know. */
function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}
