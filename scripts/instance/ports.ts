import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { findFreePort, isPortFree } from "./free-port.ts";
import { readJson, writePrivateJson } from "./json-file.ts";

const port = z.int().min(1).max(65_535);
const portsSchema = z.object({ postgres: port, sandbox: port, sandboxSmtp: port });

export type Ports = z.infer<typeof portsSchema>;

// Children of a run that was killed end by themselves within this time.
const patienceMs = 12_000;

/**
 * The ports of one instance, chosen once: whoever was given a URL must find it
 * again after a restart. A port that a stranger has taken since is replaced.
 */
export async function loadPorts(dataDir: string): Promise<Ports> {
  const path = join(dataDir, "ports.json");
  const stored = readJson(path, portsSchema);
  const ports: Ports = {
    postgres: stored?.postgres ?? (await findFreePort()),
    sandbox: await keepOrReplace(stored?.sandbox),
    sandboxSmtp: await keepOrReplace(stored?.sandboxSmtp),
  };
  writePrivateJson(path, ports);
  return ports;
}

async function keepOrReplace(stored: number | undefined): Promise<number> {
  if (stored === undefined) return findFreePort();
  for (const startedAt = Date.now(); Date.now() - startedAt < patienceMs; await delay(200)) {
    if (await isPortFree(stored)) return stored;
  }
  return findFreePort();
}
