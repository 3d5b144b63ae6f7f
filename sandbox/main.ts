import { readSandboxEnv } from "./env.ts";
import { logLine } from "./log.ts";
import { startSandbox } from "./start-sandbox.ts";

const env = readSandboxEnv(process.env);
if (env.type === "invalid") {
  process.stderr.write(`The sandbox cannot start:\n  ${env.problems.join("\n  ")}\n`);
  process.exit(1);
}

const { settings } = env;
try {
  const sandbox = await startSandbox({
    databaseUrl: settings.SANDBOX_DATABASE_URL,
    port: settings.SANDBOX_PORT,
    smtpPort: settings.SANDBOX_SMTP_PORT,
    token: settings.SANDBOX_TOKEN,
  });
  const stop = async () => {
    await sandbox.close();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
  const { port, smtpPort } = sandbox;
  process.stdout.write(`${JSON.stringify({ event: "sandbox.ready", port, smtpPort })}\n`);
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  logLine("sandbox.start_failed", { message: cause instanceof Error ? cause.message : "unknown" });
  process.exit(1);
}
