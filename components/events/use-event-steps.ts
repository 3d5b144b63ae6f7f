import { useEffect, useRef } from "react";

export type Step = "older" | "newer";
type Neighbours = Record<Step, number | null>;

/**
 * Steps from the chosen event to the one beside it. A step that is asked for while the last
 * one is on its way waits for it: the event on the screen is still the one before, and its
 * neighbours would lead astray.
 */
export function useEventSteps(props: {
  chosen: number | null;
  /** What is beside the chosen event; undefined while that is fetched. */
  beside: Neighbours | undefined;
  onChoose: (id: number) => void;
}): (step: Step) => void {
  const { chosen, beside, onChoose } = props;
  const waiting = useRef<Step[]>([]);
  /** Set from a step until the page has chosen what it led to. */
  const isUnderWay = useRef(false);

  const takeWaiting = () => {
    while (beside !== undefined && !isUnderWay.current) {
      const step = waiting.current.shift();
      if (step === undefined) return;
      const to = beside[step];
      // At either end a step leads nowhere, and the one after it is taken at once.
      if (to === null) continue;
      isUnderWay.current = true;
      onChoose(to);
    }
  };
  useEffect(() => {
    isUnderWay.current = false;
    if (chosen === null) waiting.current = [];
  }, [chosen]);
  useEffect(takeWaiting);

  return (step) => {
    waiting.current.push(step);
    takeWaiting();
  };
}
