/** The last net of a command: says what went wrong in words, with the stack only for a bug or on demand. */
export function reportFailure(error: unknown): void {
  process.exitCode = 1;
  console.error(`\nbackstitch: ${describeFailure(error)}\n`);
}

export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const wantsStack = process.env.VERBOSE === "1" || error.message.startsWith("Bug:");
  if (wantsStack && error.stack !== undefined) return error.stack;
  // Connection errors to "localhost" arrive as a bundle with an empty message of its own.
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(describeFailure).join("; ");
  }
  return error.message;
}
