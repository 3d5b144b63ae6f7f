import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "#db/client";
import { checkDatabase } from "#server/health/check-database";
import packageJson from "../../../package.json" with { type: "json" };
import { environmentOf, type PartnerEnv } from "./system-status.ts";
import type { PublicStatus } from "./views.ts";

/** A page that is waited for longer than this looks dead itself. */
const ANSWERS_WITHIN_MS = 1_500;

/** Whether anything can be done here, and with whom; answers even when the database does not. */
export async function publicStatus(
  services: { database: Pick<Database, "db">; env: PartnerEnv },
  withinMs = ANSWERS_WITHIN_MS,
): Promise<PublicStatus> {
  const checked = checkDatabase(services.database).catch(() => "away");
  const found = await Promise.race([checked, pause(withinMs, "late", { ref: false })]);
  return {
    isUp: found === "ready",
    environment: environmentOf(services.env),
    version: packageJson.version,
  };
}
