import { z } from "zod";

const url = z.url();
const settingsSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  SAMPLE_ORDERS: z.coerce.number().int().min(0).max(100_000).default(60),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: url.optional(),
  ADMIN_DATABASE_URL: url.optional(),
  PARTNER_PRESCRIPTION_URL: url.optional(),
  PARTNER_INVENTORY_URL: url.optional(),
  PARTNER_CARRIER_URL: url.optional(),
  SMTP_URL: url.optional(),
});

export type StartSettings = z.infer<typeof settingsSchema>;

/** Throws with every problem at once. An empty variable counts as absent. */
export function readStartSettings(environment: NodeJS.ProcessEnv): StartSettings {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const result = settingsSchema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `  ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Error(`The environment cannot be used:\n${problems.join("\n")}`);
}
