import { setTimeout as delay } from "node:timers/promises";
import type { ServiceName } from "./services.ts";
import type { SupervisedChild } from "./supervise-child.ts";

const readyTimeoutMs = 180_000;
const probeTimeoutMs = 10_000;
// One bad start may be chance, such as a port still being let go; four in a row are not.
const quickExitsAllowed = 3;

/** Resolves when the console answers that it is ready; throws when a child keeps ending or nothing answers. */
export async function awaitReady(options: {
  webUrl: string;
  children: Partial<Record<ServiceName, SupervisedChild>>;
  signal: AbortSignal;
}): Promise<void> {
  let lastAnswer = "no answer";
  for (const startedAt = Date.now(); Date.now() - startedAt < readyTimeoutMs; await delay(200)) {
    options.signal.throwIfAborted();
    refuseFailingChild(options.children);
    lastAnswer = await probe(`${options.webUrl}/api/health/ready`, options.signal);
    if (lastAnswer === "ready") return;
  }
  throw new Error(
    `The console did not become ready within ${readyTimeoutMs / 1000} s (${lastAnswer}). Log: ${options.children.web?.logPath}`,
  );
}

function refuseFailingChild(children: Partial<Record<ServiceName, SupervisedChild>>): void {
  for (const [name, child] of Object.entries(children)) {
    if (child.quickExits() <= quickExitsAllowed) continue;
    throw new Error(
      `The ${name} process keeps ending. Its last lines (all of them in ${child.logPath}):\n${child.lastLines().join("\n")}`,
    );
  }
}

async function probe(url: string, signal: AbortSignal): Promise<string> {
  try {
    const timeout = AbortSignal.timeout(probeTimeoutMs);
    const response = await fetch(url, { signal: AbortSignal.any([signal, timeout]) });
    await response.body?.cancel();
    return response.ok ? "ready" : `HTTP ${response.status}`;
  } catch (error) {
    // Not up yet is the normal case here; the last answer is told if it stays so.
    return error instanceof Error ? error.message : String(error);
  }
}
