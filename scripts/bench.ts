import { writeFileSync } from "node:fs";
import { openCluster } from "#bench/cluster";
import { consoleGroup } from "#bench/figures/console-queries";
import { drainGroup } from "#bench/figures/drain";
import { growthGroup } from "#bench/figures/growth";
import { httpPartnersGroup } from "#bench/figures/http-partners";
import { idleGroup } from "#bench/figures/idle";
import { placeGroup } from "#bench/figures/place";
import { recoveryGroup } from "#bench/figures/recovery";
import { storedGroup } from "#bench/figures/stored";
import { webGroup } from "#bench/figures/web";
import { workersGroup } from "#bench/figures/workers";
import { machineInWords, readMachine } from "#bench/machine";
import type { Bench, Figure, FigureGroup } from "#bench/report/figure";
import { missedBars, tableOf } from "#bench/report/table";
import { type BenchSettings, readBenchWish, USAGE } from "#bench/settings";
import { reportFailure } from "#scripts/instance/report-failure";
import { listenForShutdown, type Shutdown } from "#scripts/instance/shutdown";
import { withClient } from "#scripts/postgres/prepare-database";

const GROUPS: readonly FigureGroup[] = [
  drainGroup,
  idleGroup,
  workersGroup,
  growthGroup,
  storedGroup,
  consoleGroup,
  placeGroup,
  httpPartnersGroup,
  recoveryGroup,
  webGroup,
];

await run(process.argv.slice(2)).catch(reportFailure);

async function run(args: string[]): Promise<void> {
  const wish = readBenchWish(args);
  if (wish.type === "help") return console.log(USAGE);
  const groups = chosen(wish.settings.only);
  const shutdown = listenForShutdown();
  try {
    await measure(wish.settings, groups, shutdown);
  } catch (error) {
    if (!shutdown.requested.aborted) reportFailure(error);
    process.exitCode = 1;
  }
  await shutdown.run();
  // Whatever still waits, a half-open connection say, must not keep a stopped run alive.
  process.exit();
}

function chosen(only: readonly string[]): readonly FigureGroup[] {
  const unknown = only.filter((name) => !GROUPS.some((group) => group.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no group ${unknown.join(", ")}: one of ${GROUPS.map(({ name }) => name).join(", ")}.`,
    );
  }
  return only.length === 0 ? GROUPS : GROUPS.filter(({ name }) => only.includes(name));
}

async function measure(
  settings: BenchSettings,
  groups: readonly FigureGroup[],
  shutdown: Shutdown,
): Promise<void> {
  const cluster = await openCluster(shutdown, {
    countStatements: settings.statements,
    keptIn: settings.keptIn,
  });
  const database = await cluster.createDatabase();
  const machine = await withClient(database.superuserUrl, readMachine);
  console.log(`bench: ${machineInWords(machine)}, ${settings.rounds} rounds\n`);
  const bench: Bench = { settings, cluster, shutdown, tell: (line) => console.log(`  ${line}`) };
  const figures: Figure[] = [];
  for (const group of groups) {
    shutdown.requested.throwIfAborted();
    const measured = await group.measure(bench);
    figures.push(...measured);
    console.log(`\n${tableOf(measured, { isJudged: !settings.quick })}\n`);
  }
  if (settings.jsonFile) {
    writeFileSync(
      settings.jsonFile,
      `${JSON.stringify({ machine, settings, figures }, null, 2)}\n`,
    );
  }
  judgeAll(figures, settings);
}

function judgeAll(figures: readonly Figure[], { quick }: BenchSettings): void {
  if (quick) {
    console.log("Everything runs. Counts as small as these judge nothing.");
    return;
  }
  const missed = missedBars(figures);
  if (missed.length === 0) {
    console.log("Every bar that was measured holds.");
    return;
  }
  console.log(`${missed.length} bars do not hold:\n  ${missed.join("\n  ")}`);
  process.exitCode = 1;
}
