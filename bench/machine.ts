import os from "node:os";
import type pg from "pg";

/** What the figures depend on, beside the code. */
export type MachineFacts = {
  cores: number;
  processor: string;
  memoryGb: number;
  node: string;
  postgres: string;
  fsync: string;
  at: string;
};

export async function readMachine(client: pg.Client): Promise<MachineFacts> {
  const { rows } = await client.query<{ postgres: string; fsync: string }>(
    "select current_setting('server_version') postgres, current_setting('fsync') fsync",
  );
  const cpus = os.cpus();
  return {
    cores: cpus.length,
    processor: cpus[0]?.model ?? "unknown",
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgres: rows[0]?.postgres ?? "unknown",
    fsync: rows[0]?.fsync ?? "unknown",
    at: new Date().toISOString(),
  };
}

export function machineInWords(facts: MachineFacts): string {
  const { cores, processor, memoryGb, node, postgres, fsync } = facts;
  return `${cores} cores (${processor}), ${memoryGb} GB, Node ${node}, PostgreSQL ${postgres}, fsync ${fsync}`;
}
