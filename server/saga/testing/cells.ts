import { THIS_BUILD } from "#server/saga/definition";
import {
  deadLetter,
  deadline,
  type Happening,
  hold,
  late,
  release,
  reply,
  resolve,
  resumes,
  retry,
  started,
  undo,
  undoByStorefront,
  unreadable,
} from "./happenings.ts";
import { inWords } from "./in-words.ts";
import {
  BUSY,
  BUSY_FOR_A_MINUTE,
  NOTHING_THERE,
  OK,
  OUR_KEY,
  OUR_REQUEST,
  REFUSED,
  SILENT,
  SITUATIONS,
  STILL_AT_WORK,
  UNREACHED,
} from "./situations.ts";
import { type Story, type Told, take, tell } from "./story.ts";

/** Everything that can come in, once each. */
export const INPUTS: readonly Happening[] = [
  started,
  reply(OK),
  reply(NOTHING_THERE, "succeeded, nothing there"),
  reply(REFUSED),
  reply(UNREACHED),
  reply(BUSY),
  reply(BUSY_FOR_A_MINUTE, "transient for 60 s"),
  reply(SILENT),
  reply({ type: "unknown", code: "redelivered" }, "redelivered"),
  reply(STILL_AT_WORK),
  reply(OUR_KEY, "misconfigured partner"),
  reply(OUR_REQUEST, "misconfigured request"),
  late("create-prescription", OK),
  late("initiate-shipment", OK),
  late("release-inventory", OK),
  late("initiate-shipment", REFUSED),
  late("reserve-inventory", SILENT),
  late("reserve-inventory", STILL_AT_WORK),
  deadline,
  resumes,
  deadLetter(),
  deadLetter("older"),
  unreadable,
  undo(),
  undo("before"),
  undoByStorefront,
  retry(),
  retry("before"),
  hold(),
  hold("before"),
  release(),
  release("before"),
  resolve({ happened: true, reference: "ref-9" }),
  resolve({ happened: true }),
  resolve({ happened: false }),
  resolve({ happened: false, when: "before" }),
];

export type Cell = {
  readonly situation: string;
  readonly input: Happening;
  readonly before: Story;
  readonly told: Told;
};

/** Every situation with every input. */
export function everyCell(): Cell[] {
  return Object.entries(SITUATIONS).flatMap(([situation, { past, policy, readBy }]) => {
    const before = { ...tell(past, policy), build: readBy ?? THIS_BUILD };
    return INPUTS.flatMap((input): Cell[] => {
      if (!input.input) return [];
      return [{ situation, input, before, told: take(before, input.input(before.state)) }];
    });
  });
}

/**
 * The table as text: a section a position, a paragraph an input (or several with the
 * same reactions), a line a reaction with the conditions under which it follows. The commonest reaction of
 * a paragraph stands first and says "otherwise" where its list would be long.
 */
export function cellTable(cells: readonly Cell[]): string {
  const sections = Map.groupBy(cells, (cell) => placeOf(cell).section);
  const texts = [...sections].map(([section, inSection]) => {
    const byInput = Map.groupBy(inSection, (cell) => cell.input.name);
    const byReactions = Map.groupBy(byInput, ([, same]) => reactions(same).join("\n"));
    const paragraphs = [...byReactions].map(([text, inputs]) => [
      `  ${inputs.map(([input]) => input).join(" | ")}`,
      text,
    ]);
    return [section, ...paragraphs.flat()].join("\n");
  });
  return `${texts.join("\n\n")}\n`;
}

function placeOf({ situation }: Cell) {
  const [section = situation, condition = "always"] = situation.split(": ");
  return { section, condition };
}

const LISTED_AT_MOST = 3;

function reactions(cells: readonly Cell[]): string[] {
  const groups = [...Map.groupBy(cells, (cell) => inWords(cell.before, cell.told))];
  const commonestFirst = groups.toSorted(([, a], [, b]) => b.length - a.length);
  return commonestFirst.map(([reaction, same], index) => {
    const conditions = same.map((cell) => placeOf(cell).condition).join("; ");
    const other = groups.length === 1 ? "always" : "otherwise";
    const first = index === 0 && same.length > LISTED_AT_MOST;
    return `    ${first ? other : conditions} → ${reaction}`;
  });
}
