import { withClient } from "#scripts/postgres/prepare-database";
import { awaitEnds } from "../engine/await-ends.ts";
import { placeBacklog } from "../engine/backlog.ts";
import { BACKSTITCH, startContender } from "../engine/contender.ts";
import { type Drained, measureDrain } from "../engine/drain.ts";
import type { FigureGroup } from "../report/figure.ts";
import { median } from "../report/statistics.ts";

const ROUNDS = 20;
const QUICK_ROUNDS = 4;
/** Single rounds of a growing table jump about; a few at each end are compared. */
const AT_EACH_END = 3;

/** One worker, twenty backlogs one after the other in one database: what grows is the tables, and what must not is the cost. */
export const growthGroup: FigureGroup = {
  name: "growth",
  async measure({ cluster, settings, tell }) {
    const sagas = settings.quick ? 50 : 5_000;
    const drains = settings.quick ? QUICK_ROUNDS : ROUNDS;
    const database = await cluster.createDatabase();
    const running = await startContender(database, { ...BACKSTITCH, concurrency: 50 });
    const rounds: Drained[] = [];
    await withClient(database.superuserUrl, async (client) => {
      for (let round = 1; round <= drains; round += 1) {
        tell(`growth, drain ${round} of ${drains}`);
        const backlog = await placeBacklog(database, sagas);
        // The worker has not waited: what it took while they were placed is not measured.
        await awaitEnds(client, backlog.size);
        rounds.push(await measureDrain(client, { backlog, running, sagas: backlog.size }));
        await backlog.close();
      }
    });
    await running.stop();
    await database.drop();
    const speeds = rounds.map(({ sagasPerSecond }) => sagasPerSecond);
    const megabytes = rounds.map(({ rssBytes }) => rssBytes / 1e6);
    // The first drain warms the worker up.
    const ratio = (values: readonly number[]) =>
      median(values.slice(-AT_EACH_END)) / median(values.slice(1, 1 + AT_EACH_END));
    return [
      { name: "growth", unit: "x", rounds: [ratio(speeds)] },
      { name: "growth by drain", unit: "sagas/s", rounds: speeds },
      { name: "memory", unit: "MB", rounds: [megabytes.at(-1) ?? 0] },
      { name: "memory/growth", unit: "x", rounds: [ratio(megabytes)] },
      { name: "memory by drain", unit: "MB", rounds: megabytes },
    ];
  },
};
