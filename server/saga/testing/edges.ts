import type { Input } from "#server/saga/inputs";
import { type Cell, everyCell } from "./cells.ts";
import type { Simulation } from "./simulation.ts";
import type { Story } from "./story.ts";

/** A move from one position to another, with what caused it. */
export type Edge = { from: string; to: string; cause: string };

export const edgeKey = ({ from, to, cause }: Edge) => `${from} → ${to}: ${cause}`;

/** What moved the saga, in the words of docs/saga-states.md. */
function causeOf(input: Input): string {
  switch (input.type) {
    case "outcome":
      return input.reply.type;
    case "resolve":
      return input.happened ? "resolve: happened" : "resolve: did not happen";
    case "start":
    case "undo":
    case "retry":
    case "hold":
    case "release":
    case "deadline":
    case "resume":
    case "dead_letter":
    case "unreadable":
      return input.type;
  }
}

function edgeOf(before: Story, after: Story, input: Input): Edge[] {
  const from = before.state.position;
  const to = after.state.position;
  return from === to ? [] : [{ from, to, cause: causeOf(input) }];
}

const edgeOfCell = ({ before, told, input }: Cell): Edge[] =>
  input.input ? edgeOf(before, told.story, input.input(before.state)) : [];

export const edgesOfCells = (): Edge[] => everyCell().flatMap(edgeOfCell);

export const edgesOfLives = (lives: readonly Simulation[]): Edge[] =>
  lives.flatMap(({ turns }) =>
    turns.flatMap(({ before, after, input }) => edgeOf(before, after, input)),
  );
