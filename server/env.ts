import { z } from "zod";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const secret = z.string().min(32);
const httpUrl = z.url({ protocol: /^https?$/ });
const smtpUrl = z.url({ protocol: /^smtps?$/ });
const flag = z
  .enum(["0", "1", "false", "true"])
  .transform((value) => value === "1" || value === "true");
const count = (max: number) => z.coerce.number().int().min(1).max(max);

const whenExhausted = z.enum(["compensate", "park"]);
const span = z.coerce.number().positive();

/** Single numbers of the saga's policy, where they are to differ from the ones in the code. */
const policy = z.object({
  BUDGET_PRESCRIPTION: count(1_000).optional(),
  BUDGET_INVENTORY: count(1_000).optional(),
  BUDGET_SHIPMENT: count(1_000).optional(),
  BUDGET_UNDO: count(1_000).optional(),
  WHEN_EXHAUSTED_PRESCRIPTION: whenExhausted.optional(),
  WHEN_EXHAUSTED_INVENTORY: whenExhausted.optional(),
  BACKOFF_FIRST_MS: span.optional(),
  BACKOFF_LONGEST_MS: span.optional(),
  UNDO_BACKOFF_LONGEST_MS: span.optional(),
  PIVOT_DOUBT_MINUTES: span.optional(),
  DEADLINE_MINUTES: span.optional(),
});

/** Every variable that both processes read. Documented in .env.example. */
const shared = z.object({
  ...policy.shape,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_MAX: count(500).default(10),
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  SANDBOX_URL: httpUrl.optional(),
  ALLOW_INSECURE_PARTNERS: flag.default(false),
});

const web = z.object({
  ...shared.shape,
  PORT: count(65_535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  AUTH_SECRET: secret,
  API_KEY_PEPPER: secret,
  FINGERPRINT_SECRET: secret,
  CONTACT_INDEX_KEY: secret,
  // The console only says which partners are the bundled ones; it never calls them.
  PARTNER_PRESCRIPTION_URL: httpUrl.optional(),
  PARTNER_INVENTORY_URL: httpUrl.optional(),
  PARTNER_CARRIER_URL: httpUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
});

const worker = z.object({
  ...shared.shape,
  WORKER_CONCURRENCY: count(10_000).default(200),
  SWEEP_SECONDS: span.default(60),
  PARTNER_PRESCRIPTION_URL: httpUrl,
  PARTNER_PRESCRIPTION_TOKEN: z.string().min(1),
  PARTNER_INVENTORY_URL: httpUrl,
  PARTNER_INVENTORY_TOKEN: z.string().min(1),
  PARTNER_CARRIER_URL: httpUrl,
  PARTNER_CARRIER_TOKEN: z.string().min(1),
  SMTP_URL: smtpUrl,
});

export type PolicyEnv = z.infer<typeof policy>;
export type WebEnv = z.infer<typeof web> & { PUBLIC_URL: string };
export type WorkerEnv = z.infer<typeof worker>;
export type Env = WebEnv | WorkerEnv;
export type ProcessKind = "web" | "worker";
type Source = Readonly<Record<string, string | undefined>>;

/**
 * Called once by each entry point; importing this file reads nothing. Throws one
 * error that names every problem at once and never shows a value.
 */
export function loadEnv(source: Source, kind: "web"): WebEnv;
export function loadEnv(source: Source, kind: "worker"): WorkerEnv;
export function loadEnv(source: Source, kind: ProcessKind): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  switch (kind) {
    case "web": {
      const parsed = web.safeParse(given);
      const env = settle(parsed, [...sharedSecrets(given)]);
      return {
        ...env,
        PUBLIC_URL: new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).origin,
      };
    }
    case "worker":
      return settle(worker.safeParse(given), [...insecurePartners(given)]);
  }
}

const PARTNER_VARIABLES = {
  prescription: "PARTNER_PRESCRIPTION_URL",
  inventory: "PARTNER_INVENTORY_URL",
  carrier: "PARTNER_CARRIER_URL",
} as const;

function settle<T>(parsed: z.ZodSafeParseResult<T>, further: readonly string[]): T {
  const problems = [...(parsed.error?.issues ?? []).map(describe), ...further];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new Error(
    `The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n` +
      "Every variable is explained in .env.example.",
  );
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")}: ${issue.message}`;
}

const SECRETS = [
  "AUTH_SECRET",
  "API_KEY_PEPPER",
  "FINGERPRINT_SECRET",
  "CONTACT_INDEX_KEY",
] as const;

function* sharedSecrets(given: Source): Generator<string> {
  for (const [index, name] of SECRETS.entries()) {
    const value = given[name];
    const twin = SECRETS.slice(0, index).find((other) => given[other] === value);
    if (value !== undefined && twin !== undefined) yield `${name}: must differ from ${twin}`;
  }
}

/** A token over plain http can be read on its way, so only this machine is trusted without TLS. */
function* insecurePartners(given: Source): Generator<string> {
  if (given.ALLOW_INSECURE_PARTNERS === "1" || given.ALLOW_INSECURE_PARTNERS === "true") return;
  for (const name of Object.values(PARTNER_VARIABLES)) {
    const value = given[name];
    if (value === undefined || !URL.canParse(value)) continue;
    const url = new URL(value);
    if (url.protocol === "http:" && !isLoopback(url.hostname)) {
      yield `${name}: must be https, or set ALLOW_INSECURE_PARTNERS=1`;
    }
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
