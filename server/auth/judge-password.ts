import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./passwords.ts";

export type PasswordFault = "too_short" | "too_long" | "too_simple" | "names_you" | "unchanged";

/** Fewer different symbols than this are a pattern and no password, however long. */
const LEAST_SYMBOLS = 6;
/** Shorter words of a name stand in too many good passwords by chance. */
const LEAST_WORD = 4;
const OURS = "backstitch";

/**
 * What is wrong with a new password, or null. No list of leaked ones is kept:
 * none that long is common, but repetitions, runs and one's own name are.
 */
export function judgePassword(
  password: string,
  owner: { email: string; name: string; current: string },
): PasswordFault | null {
  const typed = password.normalize("NFKC");
  if (typed.length < MIN_PASSWORD_LENGTH) return "too_short";
  if (typed.length > MAX_PASSWORD_LENGTH) return "too_long";
  if (typed === owner.current.normalize("NFKC")) return "unchanged";
  const plain = typed.toLowerCase();
  if (new Set(plain).size < LEAST_SYMBOLS || isRun(plain)) return "too_simple";
  const words = [OURS, ...`${owner.name} ${owner.email.split("@")[0]}`.toLowerCase().split(/\W+/)];
  const rest = words
    .filter((word) => word.length >= LEAST_WORD)
    .reduce((left, word) => left.replaceAll(word, ""), plain);
  // A name in a long phrase is no harm; what is left must still be long by itself.
  return rest.length < MIN_PASSWORD_LENGTH && rest.length < plain.length ? "names_you" : null;
}

/** "abcdefghijklmno", "987654321098765": nearly each symbol follows from the one before. */
function isRun(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    if (Math.abs(step) <= 1) steps += 1;
  }
  return steps >= (text.length - 1) * 0.8;
}
