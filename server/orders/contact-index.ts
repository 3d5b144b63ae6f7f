import { createHmac } from "node:crypto";

/** What is stored beside an address and a number so that they are found again; null for the one that is not known. */
export type ContactIndexes = { emailIndex: string | null; phoneIndex: string | null };

/**
 * The keyed hashes of a customer's e-mail address and phone number. They find an
 * order by exactly what the customer reads out; without the key they cannot be
 * made from a list of addresses.
 */
export function contactIndexes(
  contact: { email: string | null; phone: string | null },
  key: string,
): ContactIndexes {
  return {
    emailIndex: contact.email === null ? null : emailIndex(contact.email, key),
    phoneIndex: contact.phone === null ? null : phoneIndex(contact.phone, key),
  };
}

/** Null when the text is no e-mail address. */
export function emailIndex(text: string, key: string): string | null {
  const email = parseEmail(text);
  return email === null ? null : keyedHash(`email:${email}`, key);
}

/** Null when the text is no phone number. */
export function phoneIndex(text: string, key: string): string | null {
  const phone = parsePhone(text);
  return phone === null ? null : keyedHash(`phone:${phone}`, key);
}

/** The address in one spelling: people write their own with capitals and without. */
export function parseEmail(text: string): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain) ? plain : null;
}

/** The number in E.164; ten digits without a country are of the United States, where the pharmacies are. */
export function parsePhone(text: string): string | null {
  const plain = text.normalize("NFKC").trim();
  if (!/^\+?[\d\s().\-/]+$/.test(plain)) return null;
  const digits = plain.replace(/\D/g, "");
  if (plain.startsWith("+")) return isLength(digits, 7, 15) ? `+${digits}` : null;
  if (digits.length === 10) return `+1${digits}`;
  if (digits.length === 11 && digits.startsWith("1")) return `+${digits}`;
  if (digits.startsWith("00") && isLength(digits, 9, 17)) return `+${digits.slice(2)}`;
  return null;
}

const isLength = (digits: string, least: number, most: number) =>
  digits.length >= least && digits.length <= most;

function keyedHash(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}
