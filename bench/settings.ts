import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

export type BenchSettings = {
  /** Interleaved rounds of what is compared; medians are told. */
  rounds: number;
  /** Small counts, one round: shows that everything still runs, and measures nothing. */
  quick: boolean;
  /** Names of groups; all when empty. */
  only: string[];
  /** Tells as well which statements cost the server most. It costs some speed itself. */
  statements: boolean;
  /** Where the figures go as JSON as well. */
  jsonFile: string | null;
  /** Where the databases stay, so that the next run finds the long history again. */
  keptIn: string | null;
};

export const USAGE = `Usage: npm run bench -- [options]

Measures Backstitch, the naive chain and the floor in one run on this machine, and holds the
figures against the bars of docs/performance.md. Ends with 1 when a bar that must hold does not.

  --rounds 5      interleaved rounds; medians are told
  --only drain    one group of figures, or several with commas between
  --json FILE     writes every round's figures there
  --keep DIR      the long history is made once there and found again by the next run
  --statements    the statements that cost the server most in a drain; costs some speed itself
  --quick         small counts and one round: shows that the bench runs, judges nothing
  --help`;

const wishSchema = z.object({
  rounds: z.coerce.number().int().min(1).max(50),
  only: z.string().optional(),
  json: z.string().optional(),
  keep: z.string().min(1).optional(),
  quick: z.boolean(),
  statements: z.boolean(),
  help: z.boolean(),
});

export type BenchWish = { type: "help" } | { type: "run"; settings: BenchSettings };

/** Throws for an option that there is not. */
export function readBenchWish(args: string[]): BenchWish {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "5" },
      only: { type: "string" },
      json: { type: "string" },
      keep: { type: "string" },
      quick: { type: "boolean", default: false },
      statements: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const wish = wishSchema.parse(values);
  if (wish.help) return { type: "help" };
  return {
    type: "run",
    settings: {
      rounds: wish.quick ? 1 : wish.rounds,
      quick: wish.quick,
      statements: wish.statements,
      only: wish.only?.split(",") ?? [],
      jsonFile: wish.json ?? null,
      keptIn: wish.keep === undefined ? null : resolve(wish.keep),
    },
  };
}
