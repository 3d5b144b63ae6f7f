import type { Fault, FaultKind } from "./look-at.ts";
import type { Taken } from "./shoot.ts";
import { nameOf, type Shot } from "./shot.ts";

const KINDS = ["axe", "console", "layout", "not taken"] as const satisfies readonly FaultKind[];

/** Which shots there are, and where what they show comes from. */
export function describeShots(shots: readonly Shot[]): string {
  return table(
    ["page", "state", "shows", "limits", "npm test"],
    shots.map((shot) => [
      shot.page,
      shot.state,
      sourceOf(shot),
      shot.limits ? "taken" : "",
      shot.quick ? "yes" : "",
    ]),
  );
}

/** What was taken, and how much is wrong with it. */
export function describeTaken(taken: readonly Taken[]): string {
  const rows = taken
    .toSorted((a, b) => nameOf(a.shot).localeCompare(nameOf(b.shot)))
    .map(({ shot, shift, pictures, faults }) => [
      shot.page,
      shot.state,
      sourceOf(shot),
      String(pictures),
      shift.toFixed(3),
      ...KINDS.map((kind) => String(faults.filter((fault) => fault.kind === kind).length)),
    ]);
  const pictures = taken.reduce((sum, one) => sum + one.pictures, 0);
  return [
    table(["page", "state", "shows", "pictures", "shift", ...KINDS], rows),
    `${pictures} pictures of ${taken.length} states`,
  ].join("\n");
}

/** Each fault once, with all looks that have it. */
export function faultLines(name: string, faults: readonly Fault[]): string[] {
  const looksOf = Map.groupBy(faults, ({ kind, text }) => `${kind}: ${text}`);
  return [...looksOf].map(
    ([fault, where]) => `${name} (${where.map(({ look }) => look).join(", ")}) ${fault}`,
  );
}

const sourceOf = ({ answers }: Shot) =>
  answers === undefined ? "the instance" : "replaced answers";

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
