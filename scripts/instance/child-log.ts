import { createWriteStream, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";

const logLimitBytes = 10_000_000;
const verbose = process.env.VERBOSE === "1";

export type ChildLog = {
  path: string;
  /** Every line goes to the file; the console sees errors only, or all with VERBOSE=1. */
  follow(stream: Readable, source: "stdout" | "stderr"): void;
  lastLines(): string[];
};

export function openChildLog(dataDir: string, name: string): ChildLog {
  const path = join(dataDir, "logs", `${name}.log`);
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(path, `${path}.old`);
  const file = createWriteStream(path, { flags: "a", mode: 0o600 });
  // Unheard it would end the supervisor and all its children; a stream fails once.
  file.on("error", (error) => {
    console.error(`[${name}] ${path} is not written any more: ${error.message}`);
  });
  const recent: string[] = [];
  return {
    path,
    follow(stream, source) {
      createInterface({ input: stream }).on("line", (line) => {
        if (file.writable) file.write(`${line}\n`);
        recent.push(line);
        if (recent.length > 15) recent.shift();
        const shown = verbose ? line : describeError(line, source);
        if (shown !== undefined && shown.trim() !== "") console.error(`[${name}] ${shown}`);
      });
    },
    lastLines: () => [...recent],
  };
}

const errorSchema = z.object({ name: z.string().optional(), message: z.string().optional() });
const logLineSchema = z.object({
  level: z.string(),
  msg: z.string().optional(),
  err: errorSchema.optional(),
  error: errorSchema.optional(),
});

const errorLevels: ReadonlySet<string> = new Set(["error", "fatal"]);

export function describeError(line: string, source: "stdout" | "stderr"): string | undefined {
  const parsed = parseLogLine(line);
  if (parsed === undefined) return source === "stderr" ? line : undefined;
  if (!errorLevels.has(parsed.level)) return undefined;
  const error = parsed.err ?? parsed.error;
  return [parsed.msg, error?.message ?? error?.name]
    .filter((part) => part !== undefined)
    .join(": ");
}

function parseLogLine(line: string): z.infer<typeof logLineSchema> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return logLineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Not JSON after all: plain text that begins with a brace.
    return undefined;
  }
}
