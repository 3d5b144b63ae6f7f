import { describeFault, type PlannedFault } from "#scripts/chaos/faults";
import { judgeRun } from "#scripts/chaos/judge-run";
import { openInstance } from "#scripts/chaos/open-instance";
import { planFaults } from "#scripts/chaos/plan-faults";
import { failedOf, reportOffenders, reportTable } from "#scripts/chaos/report-table";
import { openAdmin, runChaos } from "#scripts/chaos/run-chaos";
import { type ChaosSettings, readChaosWish, USAGE } from "#scripts/chaos/settings";
import { showStatus } from "#scripts/chaos/show-status";
import { writeOffenders } from "#scripts/chaos/write-offenders";
import { reportFailure } from "#scripts/instance/report-failure";
import { listenForShutdown, type Shutdown } from "#scripts/instance/shutdown";
import { makeThrowawayFolder, removeThrowawayFolder } from "#scripts/instance/throwaway-folder";

if (import.meta.main) await run(process.argv.slice(2)).catch(reportFailure);

async function run(args: string[]): Promise<void> {
  const wish = readChaosWish(args);
  switch (wish.type) {
    case "help":
      return console.log(USAGE);
    case "plan":
      return console.log(planInWords(planFaults(wish.settings)));
    case "run":
      return runAndStop(wish.settings);
  }
}

function planInWords(plan: readonly PlannedFault[]): string {
  return plan
    .map(
      (planned) => `${(planned.atMs / 1_000).toFixed(1).padStart(7)} s  ${describeFault(planned)}`,
    )
    .join("\n");
}

/** Whatever happens, what was started is stopped; the data stays when there is something to look at. */
async function runAndStop(settings: ChaosSettings): Promise<void> {
  const shutdown = listenForShutdown();
  let isKept = settings.keep;
  shutdown.add(async () => {
    if (!isKept) removeThrowawayFolder(dataDir);
  });
  const dataDir = makeThrowawayFolder("chaos");
  try {
    const holds = await prove(settings, dataDir, shutdown);
    isKept ||= !holds;
    process.exitCode = holds ? 0 : 1;
  } catch (error) {
    if (shutdown.requested.aborted) process.exitCode = 130;
    else {
      reportFailure(error);
      isKept = true;
    }
  }
  await shutdown.run();
  if (isKept) {
    console.log(`Logs and data: ${dataDir} (look inside: DATA_DIR=${dataDir} npm start)`);
  }
  // Whatever still waits, a half-open connection say, must not keep a stopped run alive.
  process.exit();
}

async function prove(
  settings: ChaosSettings,
  dataDir: string,
  shutdown: Shutdown,
): Promise<boolean> {
  const plan = planFaults(settings);
  const { seed, minutes, ordersPerSecond, workers } = settings;
  console.log(
    `chaos: seed ${seed}, ${minutes} min, ${ordersPerSecond} orders/s, ${workers} workers, ${plan.length} faults`,
  );
  const status = showStatus();
  status.tell("starting the product");
  const instance = await openInstance(dataDir, shutdown);
  const admin = openAdmin(instance.superuserUrl);
  shutdown.add(() => admin.end());
  const facts = await runChaos({ settings, plan, instance, admin, shutdown, status });
  status.end();

  const sections = judgeRun(facts);
  const failed = failedOf(sections);
  console.log(`\n${reportTable(sections)}\n`);
  if (failed.length === 0) {
    console.log("Everything held.");
    return true;
  }
  const path = await writeOffenders(admin, dataDir, sections);
  console.log(`${reportOffenders(sections)}\n`);
  console.log(`${failed.length} things did not hold (seed ${seed}). All offenders: ${path}`);
  return false;
}
