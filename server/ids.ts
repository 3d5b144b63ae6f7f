import { randomBytes } from "node:crypto";

const POOL_BYTES = 16 * 256;
const pool = { bytes: Buffer.alloc(0), next: 0 };

/** One call into the system's random source serves 256 ids: the call costs more than the id. */
function takeRandom16(): Buffer {
  if (pool.next >= pool.bytes.length) {
    pool.bytes = randomBytes(POOL_BYTES);
    pool.next = 0;
  }
  pool.next += 16;
  return pool.bytes.subarray(pool.next - 16, pool.next);
}

/** A uuid of version 7: sorted by the millisecond it was made in, so that indexes grow at their end. */
export function newUuid(now: number = Date.now()): string {
  const bytes = Buffer.from(takeRandom16());
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The uuid in lower case, or null when the text is none. */
export function parseUuid(text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : null;
}

/** Crockford's base 32: without I, L, O and U, which are misread or misheard. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE = SYMBOLS.length;
const PAYLOAD_LENGTH = 7;

/**
 * `RX-XXXX-XXXX`: seven random symbols and a check symbol, so that a number read
 * out on the phone is known to be mistyped before anything is looked up.
 */
export function newOrderNumber(random: (below: number) => number = randomBelow): string {
  const payload = Array.from({ length: PAYLOAD_LENGTH }, () => random(BASE));
  return formatOrderNumber([...payload, checkValue(payload)]);
}

export type ParsedOrderNumber =
  | { type: "order_number"; orderNumber: string }
  /** It has the form of an order number, and its check symbol does not fit. */
  | { type: "mistyped" }
  | { type: "not_an_order_number" };

/** Reads an order number in any case and spacing, with I, L and O as the digits they look like. */
export function parseOrderNumber(text: string): ParsedOrderNumber {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .toUpperCase();
  const body = /^RX([0-9A-Z]{8})$/.exec(plain)?.[1] ?? /^([0-9A-Z]{8})$/.exec(plain)?.[1];
  if (body === undefined) return { type: "not_an_order_number" };

  const values = Array.from(body.replaceAll("O", "0").replaceAll(/[IL]/g, "1"), (symbol) =>
    SYMBOLS.indexOf(symbol),
  );
  const fits =
    !values.includes(-1) && checkValue(values.slice(0, PAYLOAD_LENGTH)) === values[PAYLOAD_LENGTH];
  return fits
    ? { type: "order_number", orderNumber: formatOrderNumber(values) }
    : { type: "mistyped" };
}

/** Luhn's algorithm modulo 32: finds every wrong symbol and nearly every swap of two neighbours. */
function checkValue(payload: readonly number[]): number {
  const sum = payload
    .toReversed()
    .map((value, index) => (index % 2 === 0 ? value * 2 : value))
    .reduce((total, value) => total + Math.floor(value / BASE) + (value % BASE), 0);
  return (BASE - (sum % BASE)) % BASE;
}

function formatOrderNumber(values: readonly number[]): string {
  const body = values.map((value) => SYMBOLS.charAt(value)).join("");
  return `RX-${body.slice(0, 4)}-${body.slice(4)}`;
}

/** Exact for powers of two only, which is all that is asked of it. */
function randomBelow(below: number): number {
  return takeRandom16().readUInt8(0) % below;
}
