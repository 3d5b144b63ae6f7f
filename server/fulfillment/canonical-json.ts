/**
 * The one spelling of a JSON value: keys sorted, nothing between the tokens, so
 * that a value that went through jsonb is spelled as before. By hand, because
 * every event passes through here: measured, a library for it costs twice as much.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  // First of all: most of what is looked at is neither an object nor an array.
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    if (key === "__proto__") setOwn(copy, key, sorted(value[key]));
    else copy[key] = sorted(value[key]);
  }
  return copy;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** By insertion: sort() would cost as much as all the rest of spelling an event with its few keys. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  if (keys.length > 12) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    let to = at;
    for (; to > 0; to -= 1) {
      const left = keys[to - 1] ?? "";
      if (left < key) break;
      keys[to] = left;
    }
    keys[to] = key;
  }
  return keys;
}

/** Assigned, this key would set the prototype and be missing from the text. */
function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true });
}
