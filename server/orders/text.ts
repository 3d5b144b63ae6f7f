import { z } from "zod";

/**
 * What must not be inside a line of text: control characters, marks that turn
 * the reading direction round (a name could then show as another), invisible
 * separators, and halves of surrogate pairs, which no database stores.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** Joiners and fillers are right within a word; alone they are a name that nobody can see. */
const UNSEEN = /\s|\u00ad|\u115f|\u1160|\u200c|\u200d|\u3164|\uffa0/gu;

/** One line of text as people write it: composed the same way everywhere, without space at its ends. */
export function line(min: number, max: number) {
  return z
    .string()
    .refine((text) => !FORBIDDEN.test(text) && text.isWellFormed(), {
      params: { code: "forbidden_character" },
      abort: true,
    })
    .transform((text) => (text.replace(UNSEEN, "") === "" ? "" : text.normalize("NFC").trim()))
    .pipe(z.string().min(min).max(max));
}

/** An optional line; null and blank mean not given. */
export function optionalLine(max: number) {
  return line(0, max)
    .nullish()
    .transform((text) => text || null);
}

/** A list with its length checked before its members, so that ten thousand of them cost nothing. */
export function list<T extends z.ZodType>(member: T, min: number, max: number) {
  return z
    .custom<z.input<T>[]>((value) => Array.isArray(value), {
      params: { code: "invalid_type" },
      abort: true,
    })
    .refine((value) => value.length >= min, { params: { code: "too_few" }, abort: true })
    .refine((value) => value.length <= max, { params: { code: "too_many" }, abort: true })
    .pipe(z.array(member));
}
