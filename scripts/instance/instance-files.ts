import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkpointFileIn } from "#server/audit/checkpoint-file";
import { readJson, writePrivateJson } from "./json-file.ts";

const accountSchema = z.object({ email: z.string(), password: z.string(), role: z.string() });
const pidSchema = z.int().nullable();

const instanceSchema = z.object({
  webUrl: z.string(),
  sandboxUrl: z.string().nullable(),
  databaseUrl: z.string(),
  apiKey: z.string(),
  accounts: z.array(accountSchema),
  adminDatabaseUrl: z.string(),
  pids: z.object({ web: pidSchema, worker: pidSchema, sandbox: pidSchema, postgres: pidSchema }),
});
const credentialsSchema = z.object({ accounts: z.array(accountSchema), apiKey: z.string() });
const environmentSchema = z.record(z.string(), z.string());
const sampleOrdersSchema = z.object({ placedAt: z.string() });

/** The facts of a running instance, for scripts, tests and people. */
export type Instance = z.infer<typeof instanceSchema>;
export type Credentials = z.infer<typeof credentialsSchema>;

/** The files by which a data folder tells about its instance; all for the owner's eyes only. */
export function instanceFiles(dataDir: string) {
  const instance = join(dataDir, "instance.json");
  const environment = join(dataDir, "environment.json");
  const credentials = join(dataDir, "credentials.json");
  const sampleOrders = join(dataDir, "sample-orders.json");
  return {
    readInstance: () => readJson(instance, instanceSchema),
    writeInstance: (value: Instance) => writePrivateJson(instance, value),
    readEnvironment: () => readJson(environment, environmentSchema),
    writeEnvironment: (value: z.infer<typeof environmentSchema>) =>
      writePrivateJson(environment, value),
    /** What is true only while it runs. */
    removeRunning() {
      rmSync(instance, { force: true });
      rmSync(environment, { force: true });
    },
    readCredentials: () => readJson(credentials, credentialsSchema),
    writeCredentials: (value: Credentials) => writePrivateJson(credentials, value),
    hasSampleOrders: () => readJson(sampleOrders, sampleOrdersSchema) !== undefined,
    markSampleOrders: () => writePrivateJson(sampleOrders, { placedAt: new Date().toISOString() }),
    /** What belongs to the rows of a database that is given up. */
    removeSeeded() {
      rmSync(credentials, { force: true });
      rmSync(sampleOrders, { force: true });
      rmSync(checkpointFileIn(dataDir), { force: true });
    },
  };
}
