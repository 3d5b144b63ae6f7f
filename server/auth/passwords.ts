import { hash, verify } from "@node-rs/argon2";
import { randomBase62 } from "./api-key-format.ts";

export const MIN_PASSWORD_LENGTH = 15;
export const MAX_PASSWORD_LENGTH = 128;

/** argon2id with 46 MiB, one pass, one lane: the least that OWASP's ASVS accepts. */
const COST = { memoryCost: 47_104, timeCost: 1, parallelism: 1 };
/** Each takes 46 MiB and a thread of the pool that files and name look-ups share. */
const MAX_AT_ONCE = 2;

/** Passwords are compared in NFKC, so that one typed on another keyboard still fits. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), COST));
}

export function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  return inTurn(() => verify(given.hash, given.password.normalize("NFKC")));
}

/** 24 symbols in groups of four: 142 bits, and still possible to type. */
export function newPassword(): string {
  return randomBase62(24).replaceAll(/(.{4})(?=.)/g, "$1-");
}

const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed on rather than given back, so nobody can step in between.
    if (next) next();
    else running -= 1;
  }
}
