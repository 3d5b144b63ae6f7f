import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const ROLES = ["support", "admin"] as const;
export type Role = (typeof ROLES)[number];

const pid = z.int().nullable();
const instance = z.object({
  webUrl: z.string(),
  sandboxUrl: z.string(),
  apiKey: z.string(),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), role: z.enum(ROLES) })),
  pids: z.object({ web: pid, worker: pid, sandbox: pid, postgres: pid }),
});
export type Instance = z.infer<typeof instance>;

/** By which the stories find the product that the set-up has started. */
export const DATA_DIR_VARIABLE = "E2E_DATA_DIR";

export function dataDir(): string {
  const found = process.env[DATA_DIR_VARIABLE];
  if (found === undefined) throw new Error("The product was not started: see e2e/start-product.ts");
  return found;
}

/** Read anew each time: a process that was restarted has another id. */
export function readInstance(): Instance {
  return instance.parse(JSON.parse(readFileSync(join(dataDir(), "instance.json"), "utf8")));
}

export function accountOf(role: Role): Instance["accounts"][number] {
  const found = readInstance().accounts.find((account) => account.role === role);
  if (found === undefined) throw new Error(`There is no ${role} account`);
  return found;
}
