type Watched = { shift?: number };

/** Runs in the page, before anything of it: adds up what jumps without a person's doing. */
export function watchShifts(): void {
  const watched = window as unknown as Watched;
  watched.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as unknown as {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) watched.shift = (watched.shift ?? 0) + value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

export const readShift = (): number => (window as unknown as Watched).shift ?? 0;
