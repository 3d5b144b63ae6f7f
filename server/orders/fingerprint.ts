import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * Tells whether two requests ask for the same. Taken from the body as it was
 * received, in canonical form: a default that we add later must not turn an
 * honest retry into another request. Keyed, because a plain hash of personal
 * data can be guessed.
 */
export function fingerprint(body: unknown, secret: string): string {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new Error("Bug: a fingerprint of no JSON value");
  return createHmac("sha256", secret).update(canonical).digest("base64url");
}
