import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535).default(0);

const sandboxEnv = z.object({
  SANDBOX_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SANDBOX_PORT: port,
  SANDBOX_SMTP_PORT: port,
  SANDBOX_TOKEN: z.string().min(1),
});
export type SandboxSettings = z.infer<typeof sandboxEnv>;

/** Reads the environment, or lists everything that is wrong with it, without the values. */
export function readSandboxEnv(
  env: Record<string, string | undefined>,
): { type: "valid"; settings: SandboxSettings } | { type: "invalid"; problems: string[] } {
  const parsed = sandboxEnv.safeParse(env);
  if (parsed.success) return { type: "valid", settings: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return { type: "invalid", problems };
}
