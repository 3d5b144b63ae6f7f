import { parseOrderNumber } from "#server/ids";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** The right order numbers that one slip would have turned into this one: a wrong symbol, or two that changed places. */
export function nearOrderNumbers(mistyped: string): string[] {
  const symbols = mistyped.replaceAll("-", "").slice(2).replaceAll("O", "0").replace(/[IL]/g, "1");
  if (symbols.length !== LENGTH) return [];
  const near = new Set<string>();
  for (const candidate of slipsOf(symbols)) {
    const parsed = parseOrderNumber(candidate);
    if (parsed.type === "order_number") near.add(parsed.orderNumber);
  }
  return [...near];
}

function* slipsOf(symbols: string): Generator<string> {
  for (let at = 0; at < LENGTH; at += 1) {
    for (const symbol of SYMBOLS) yield symbols.slice(0, at) + symbol + symbols.slice(at + 1);
  }
  for (let at = 0; at < LENGTH - 1; at += 1) {
    const swapped = symbols.charAt(at + 1) + symbols.charAt(at);
    yield symbols.slice(0, at) + swapped + symbols.slice(at + 2);
  }
}
