import { withClient } from "#scripts/postgres/prepare-database";
import { type ConsoleDoor, openConsoleDoor } from "../history/console-door.ts";
import { QUESTIONS } from "../history/console-questions.ts";
import { type ConsoleSamples, readConsoleSamples } from "../history/console-samples.ts";
import { millionSagas, storedSagas } from "../history/million.ts";
import { findFullScans } from "../history/query-plans.ts";
import type { Question } from "../history/question.ts";
import type { Figure, FigureGroup } from "../report/figure.ts";
import { percentile } from "../report/statistics.ts";

const WARM_UP = 3;
const SHARE = 95;

/** Everything that the console's pages ask, of a long history, one after the other as one person does. */
export const consoleGroup: FigureGroup = {
  name: "console",
  async measure(bench) {
    const database = await millionSagas(bench);
    bench.tell(`console, ${QUESTIONS.length} queries on ${storedSagas(bench)} sagas`);
    const door = await openConsoleDoor(database);
    try {
      return await withClient(database.databaseUrl, async (client) => {
        const samples = await readConsoleSamples(client);
        const times = await askAll(door, samples, bench.settings.quick ? 5 : 40);
        const figures: Figure[] = [];
        for (const [question, tookMs] of times) {
          const sent = await door.listen(() => question.ask(door, samples, 0));
          const scans = await findFullScans(client, sent);
          figures.push(figureOf(question, tookMs, scans));
        }
        return [...figures, slowestOf(figures)];
      });
    } finally {
      await door.close();
    }
  },
};

/** All questions once, then all again: what one leaves in memory is not all for the same one. */
async function askAll(
  door: ConsoleDoor,
  samples: ConsoleSamples,
  times: number,
): Promise<Map<Question, number[]>> {
  const took = new Map<Question, number[]>(QUESTIONS.map((question) => [question, []]));
  for (let turn = 0; turn < WARM_UP + times; turn += 1) {
    for (const [question, tookMs] of took) {
      const startedAtMs = performance.now();
      await question.ask(door, samples, turn);
      if (turn >= WARM_UP) tookMs.push(performance.now() - startedAtMs);
    }
  }
  return took;
}

function figureOf({ name }: Question, tookMs: number[], scans: readonly string[]): Figure {
  const figure = { name: `console/${name}`, unit: "ms", rounds: [percentile(tookMs, SHARE)] };
  return scans.length === 0 ? figure : { ...figure, note: scans.join("; ") };
}

function slowestOf(figures: readonly Figure[]): Figure {
  const slowest = figures.reduce((a, b) => ((b.rounds[0] ?? 0) > (a.rounds[0] ?? 0) ? b : a));
  return { name: "console/p95", unit: "ms", rounds: slowest.rounds, note: slowest.name };
}
