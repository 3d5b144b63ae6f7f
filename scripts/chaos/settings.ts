import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";

export type ChaosSettings = {
  /** How long orders are placed and faults injected; what comes before and after is not counted. */
  minutes: number;
  seed: number;
  ordersPerSecond: number;
  /** In all, the supervisor's own among them. */
  workers: number;
  /** Short faults and short waits, for a run of half a minute. */
  quick: boolean;
  keep: boolean;
};

export type ChaosWish = { type: "help" } | { type: "plan" | "run"; settings: ChaosSettings };

export const USAGE = `Usage: npm run chaos -- [options]

Starts the product in a folder of its own, places orders, kills and disturbs everything
underneath, lets it calm down, and holds every promise against what is left. Ends with 0
only if all of them held.

  --minutes 10    how long orders are placed and faults injected (start and settling come on top)
  --seed N        the same seed has the same faults at the same times; by default another each run
  --rate 25       orders a second
  --workers 2     worker processes; with one, nobody takes over what it held
  --plan          prints what would be done to whom and when, and does nothing
  --keep          leaves the data folder; it is always left when something did not hold
  --quick         faults and waits as short as half a minute needs
  --help`;

const wishSchema = z.object({
  minutes: z.coerce
    .number()
    .min(0.25)
    .max(24 * 60),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  rate: z.coerce.number().min(0.1).max(1_000),
  workers: z.coerce.number().int().min(1).max(16),
  plan: z.boolean(),
  keep: z.boolean(),
  quick: z.boolean(),
});

/** Throws with every wrong option at once. */
export function readChaosWish(args: string[]): ChaosWish {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string" },
      rate: { type: "string", default: "25" },
      workers: { type: "string", default: "2" },
      plan: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { type: "help" };
  const wish = wishSchema.safeParse(values);
  if (!wish.success) throw new Error(`${z.prettifyError(wish.error)}\n\n${USAGE}`);
  const { plan, rate, seed, ...settings } = wish.data;
  return {
    type: plan ? "plan" : "run",
    settings: { ...settings, ordersPerSecond: rate, seed: seed ?? randomInt(2 ** 32) },
  };
}
