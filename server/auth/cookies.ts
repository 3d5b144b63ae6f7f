/**
 * Cookies do not know ports: two instances on one host would sign each other's
 * people out, so the port is in the name.
 */
export function cookiePrefix(publicUrl: string): string {
  const { port } = new URL(publicUrl);
  return port === "" ? "backstitch" : `backstitch-${port}`;
}

/** The name of the session's cookie. better-auth puts `__Secure-` before it where cookies are Secure. */
export function sessionCookieName(publicUrl: string): string {
  const name = `${cookiePrefix(publicUrl)}.session_token`;
  return publicUrl.startsWith("https://") ? `__Secure-${name}` : name;
}
