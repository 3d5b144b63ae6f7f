import { z } from "zod";

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const httpUrl = z.url({ protocol: /^https?$/ });
const settingsSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  SAMPLE_ORDERS: z.coerce.number().int().min(0).max(100_000).default(60),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: databaseUrl.optional(),
  ADMIN_DATABASE_URL: databaseUrl.optional(),
  PARTNER_PRESCRIPTION_URL: httpUrl.optional(),
  PARTNER_INVENTORY_URL: httpUrl.optional(),
  PARTNER_CARRIER_URL: httpUrl.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
});

export type StartSettings = z.infer<typeof settingsSchema>;

/** Throws with every problem at once. An empty variable counts as absent. */
export function readStartSettings(environment: NodeJS.ProcessEnv): StartSettings {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const result = settingsSchema.safeParse(Object.fromEntries(given));
  const problems = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ...missingTokens(Object.fromEntries(given)),
  ];
  if (result.success && problems.length === 0) return result.data;
  throw new Error(
    `The environment cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n` +
      "Every variable is explained in .env.example.",
  );
}

/** A real partner answers nobody without a token; found out here, not by the first order. */
function* missingTokens(given: Record<string, string | undefined>): Generator<string> {
  for (const partner of ["PRESCRIPTION", "INVENTORY", "CARRIER"]) {
    const token = `PARTNER_${partner}_TOKEN`;
    if (given[`PARTNER_${partner}_URL`] && !given[token]) {
      yield `${token}: is needed with PARTNER_${partner}_URL`;
    }
  }
}
