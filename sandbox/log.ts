/** One JSON line on stderr; stdout is for the ready line alone. Ids and codes only, never request bodies. */
export function logLine(event: string, facts: Record<string, string | number>): void {
  process.stderr.write(`${JSON.stringify({ event, at: new Date().toISOString(), ...facts })}\n`);
}
