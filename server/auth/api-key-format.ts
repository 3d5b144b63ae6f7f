import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 16;
/** 43 symbols of base 62 hold 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

export type ApiKeyEnvironment = "live" | "test";
export type ApiKey = { environment: ApiKeyEnvironment; id: string; secret: string };

/** A text of base-62 symbols from the system's random source, without bias. */
export function randomBase62(length: number): string {
  return Array.from({ length }, () => BASE62.charAt(randomInt(BASE62.length))).join("");
}

export function newApiKey(environment: ApiKeyEnvironment): ApiKey {
  return { environment, id: randomBase62(ID_LENGTH), secret: randomBase62(SECRET_LENGTH) };
}

/**
 * `rxk_live_<id>_<secret><checksum>`: a prefix that scanners of leaked secrets
 * know, underscores so that a double click selects all of it, and a checksum by
 * which a made-up key is refused without asking the database.
 */
export function formatApiKey(key: ApiKey): string {
  const body = `rxk_${key.environment}_${key.id}_${key.secret}`;
  return body + checksum(body);
}

const FORM = /^(rxk_(live|test)_([0-9A-Za-z]{16})_([0-9A-Za-z]{43}))([0-9A-Za-z]{6})$/;

export function parseApiKey(text: string): ApiKey | null {
  const [, body = "", environment, id = "", secret = "", sum] = FORM.exec(text) ?? [];
  if (environment !== "live" && environment !== "test") return null;
  return checksum(body) === sum ? { environment, id, secret } : null;
}

/** What is stored of a secret. Keyed, so that a copy of the table alone proves no guess. */
export function hashSecret(secret: string, pepper: string): string {
  return createHmac("sha256", pepper).update(secret).digest("hex");
}

/** Takes the same time wherever two hashes differ. */
export function sameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function checksum(body: string): string {
  let rest = crc32(body);
  let symbols = "";
  while (symbols.length < CHECKSUM_LENGTH) {
    symbols = BASE62.charAt(rest % BASE62.length) + symbols;
    rest = Math.floor(rest / BASE62.length);
  }
  return symbols;
}
