/** Personal data as everyone sees it until it is revealed: the first letter at most. */

/** `Jane Doe` → `J*** D**`: the first letter of each name, and how long it is up to a bound. */
export function maskName(givenNames: readonly string[], familyName: string): string {
  const first = givenNames[0] ?? "";
  return [first, familyName].map(maskWord).filter(Boolean).join(" ");
}

/** Long names are cut to four stars, so that length alone does not give a rare name away. */
function maskWord(word: string): string {
  const letters = Array.from(word.trim());
  const [first] = letters;
  if (first === undefined) return "";
  return first + "*".repeat(Math.min(Math.max(letters.length - 1, 1), 4));
}

/** `jane@example.com` → `j***@e***.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return "***";
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  const host = dot > 0 ? domain.slice(0, dot) : domain;
  const ending = dot > 0 ? domain.slice(dot) : "";
  return `${firstOf(email)}***@${firstOf(host)}***${ending}`;
}

function firstOf(text: string): string {
  return Array.from(text)[0] ?? "";
}

/** `+1 312 555 2575` → `(***) ***-2575`. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  // Four digits of a very short number would be most of it.
  return digits.length < 7 ? "(***) ***-****" : `(***) ***-${digits.slice(-4)}`;
}

/** `1980-04-12` → `1980-**-**`. */
export function maskBirthDate(birthDate: string): string {
  return `${birthDate.slice(0, 4)}-**-**`;
}
