import { DrizzleQueryError } from "drizzle-orm/errors";
import { type DestinationStream, type Logger, pino } from "pino";
import { AppError } from "#server/errors";

export type Log = Logger;

/**
 * A log of JSON lines: an event name such as `order.placed` and ids beside it.
 * What could carry personal data or a secret is cut out here as a last net;
 * callers do not put it in.
 */
export function createLog(options: {
  process: "web" | "worker" | "sandbox" | "script";
  level: string;
  destination?: DestinationStream;
}): Log {
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
      serializers: { err: describeError, error: describeError },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

const REDACTED_NAMES = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "token",
  "apiKey",
  "body",
  "input",
  "params",
  "patient",
  "shipTo",
  "medications",
  "email",
  "phone",
];
const REDACTED_PATHS = REDACTED_NAMES.flatMap((name) => [name, `*.${name}`]);

type DescribedError = {
  name: string;
  message?: string;
  code?: string;
  constraint?: string;
  table?: string;
  frames: string[];
  cause?: DescribedError;
};

/**
 * A database error quotes the row, a failed query its parameters, a JSON error
 * the text: such messages may name a patient, so only known harmless kinds keep theirs.
 */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const fact = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : undefined;
  };
  const code = fact("code");
  const constraint = fact("constraint");
  const table = fact("table");
  return {
    name: error.name,
    ...(hasHarmlessMessage(error) && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}

function hasHarmlessMessage(error: Error): boolean {
  if (error instanceof AppError) return true;
  if (error instanceof DrizzleQueryError || "severity" in error) return false;
  const plain = [Error, TypeError, RangeError, ReferenceError, AggregateError];
  return plain.some((kind) => Object.getPrototypeOf(error) === kind.prototype);
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, 12);
}
