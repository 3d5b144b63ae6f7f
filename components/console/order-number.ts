const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export type Recognised =
  | { type: "nothing" }
  | { type: "unfinished" }
  | { type: "mistyped"; orderNumber: string }
  | { type: "order_number"; orderNumber: string };

/**
 * Reads what somebody typed or heard as an order number: any case, any spacing,
 * `RX-` or not, and O, I, L for the digits that they resemble. The last symbol
 * checks the others (Luhn mod 32), so a slip is told from a missing order.
 */
export function recogniseOrderNumber(typed: string): Recognised {
  const squeezed = typed.toUpperCase().replace(/[\s\-–_.]/g, "");
  if (squeezed === "") return { type: "nothing" };
  const startsAsPrefix = squeezed.startsWith("RX");
  const body = startsAsPrefix && squeezed.length > 8 ? squeezed.slice(2) : squeezed;
  const symbols = body.replace(/O/g, "0").replace(/[IL]/g, "1");
  if (symbols.length !== 8 || [...symbols].some((symbol) => !ALPHABET.includes(symbol))) {
    return { type: "unfinished" };
  }
  const orderNumber = `RX-${symbols.slice(0, 4)}-${symbols.slice(4)}`;
  if (checkSymbolFits(symbols)) return { type: "order_number", orderNumber };
  // One number in a thousand begins with RX itself; any other such text has its end still to come.
  return startsAsPrefix && body === squeezed
    ? { type: "unfinished" }
    : { type: "mistyped", orderNumber };
}

function checkSymbolFits(symbols: string): boolean {
  let sum = 0;
  [...symbols].reverse().forEach((symbol, index) => {
    const product = ALPHABET.indexOf(symbol) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / ALPHABET.length) + (product % ALPHABET.length);
  });
  return sum % ALPHABET.length === 0;
}
