/** Time, mark, words: the columns that every line of the timeline shares. */
export const TIMELINE_GRID =
  "grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 md:grid-cols-[72px_24px_minmax(0,1fr)]";
