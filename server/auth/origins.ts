/** The origins under which the console is opened. This machine has two names, and people type both. */
export function consoleOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  const twin = { localhost: "127.0.0.1", "127.0.0.1": "localhost" }[url.hostname];
  return twin === undefined ? [url.origin] : [url.origin, url.origin.replace(url.hostname, twin)];
}

/**
 * Whether a changing request was made by our own pages. Browsers say where a
 * request comes from; one that says nothing is refused, because an old browser
 * on a foreign page would say nothing either.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin !== null && consoleOrigins(publicUrl).includes(origin);
}
