/** How far a page jumped, and the words of what jumped, with the pixels that it moved. */
export type Shifts = { shift: number; moved: string[] };

type Watched = { shifts?: Shifts };
type LayoutShift = {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
};

/** Runs in the page, before anything of it: adds up what jumps without a person's doing. */
export function watchShifts(): void {
  const shifts: Shifts = { shift: 0, moved: [] };
  (window as unknown as Watched).shifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as unknown as LayoutShift;
      if (hadRecentInput) continue;
      shifts.shift += value;
      for (const { node, previousRect, currentRect } of sources) {
        const words = node?.textContent?.trim().replaceAll(/\s+/g, " ").slice(0, 40);
        shifts.moved.push(`“${words}” by ${Math.round(currentRect.y - previousRect.y)} px`);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

export const readShifts = (): Shifts =>
  (window as unknown as Watched).shifts ?? { shift: 0, moved: [] };
