import { setTimeout as delay } from "node:timers/promises";
import type { Instance } from "./instance-files.ts";
import { inspectProcess } from "./process-identity.ts";

// A little more than a child gives itself, see stop-with-parent.
const patienceMs = 12_000;

/**
 * The children of a supervisor that was killed are ending by themselves: they
 * are waited for, so that the new ones find their ports free. Never signalled,
 * since their ids may be other programs' by now.
 */
export async function awaitLeftovers(instance: Instance | undefined): Promise<void> {
  if (instance === undefined) return;
  const { web, worker, sandbox } = instance.pids;
  const pids = [web, worker, sandbox].filter((pid) => pid !== null);
  for (const startedAt = Date.now(); Date.now() - startedAt < patienceMs; await delay(100)) {
    if (pids.every((pid) => inspectProcess(pid).status === "gone")) return;
  }
}
