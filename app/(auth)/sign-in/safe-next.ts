/** Where to go after signing in: a page of this console, and never another site's. */
export function safeNext(next: string | string[] | undefined): string {
  const start = "/overview";
  if (typeof next !== "string" || !next.startsWith("/")) return start;
  // Resolved as a browser would: `//evil.example` and `/\evil.example` name another host.
  const url = new URL(next, "http://console.invalid");
  return url.host === "console.invalid" && !url.pathname.startsWith("/sign-in")
    ? `${url.pathname}${url.search}`
    : start;
}
