import { join } from "node:path";
import type { Credentials } from "./instance-files.ts";

export function printWelcome(options: {
  webUrl: string;
  dataDir: string;
  sandboxUrl: string | null;
  credentials: Credentials;
  isFirstStart: boolean;
}): void {
  const { credentials, dataDir } = options;
  const lines = ["", `Backstitch is ready: ${options.webUrl}`];
  if (options.isFirstStart) {
    lines.push("", "Sign in (printed this once):");
    for (const { role, email, password } of credentials.accounts) {
      lines.push(`  ${role.padEnd(8)} ${email}   ${password}`);
    }
    lines.push(`API key:  ${credentials.apiKey}`);
  }
  const partners = options.sandboxUrl === null ? "real" : `sandbox at ${options.sandboxUrl}`;
  lines.push(
    "",
    `Partners: ${partners}`,
    `Facts:    ${join(dataDir, "instance.json")}`,
    `Logs:     ${join(dataDir, "logs")}`,
    "Stop:     Ctrl-C",
    "",
  );
  console.log(lines.join("\n"));
}
