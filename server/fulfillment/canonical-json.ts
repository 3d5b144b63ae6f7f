/** Codes, ids and instants: all that JSON adds to them are the quotes. */
const PLAIN = /^[\w .:@-]*$/;

const quotedKeys = new Map<string, string>();

/**
 * The one spelling of a JSON value: keys sorted, nothing between the tokens, so
 * that a value that went through jsonb is spelled as before. By hand, because
 * every event passes through here: the library for it costs twice as much.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  let members = "";
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    // Absent for JSON as well.
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${quotedKey(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(key);
  quotedKeys.set(key, quoted);
  return quoted;
}
