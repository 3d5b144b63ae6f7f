import { type NextRequest, NextResponse } from "next/server";

/**
 * Tells the layouts which page was asked for: they decide who may see it, and a
 * signed-out person comes back to it after signing in. It decides nothing itself.
 */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set("x-asked-for", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!api/|_next/|fonts/|favicon).*)"] };
