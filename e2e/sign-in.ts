import { request } from "playwright-core";
import { accountOf, type Role, readInstance } from "./instance.ts";

export type SignedIn = Awaited<ReturnType<typeof signIn>>;

/** What a browser keeps after this person has signed in, without the form. */
export async function signIn(role: Role) {
  const { webUrl } = readInstance();
  const { email, password } = accountOf(role);
  const context = await request.newContext({
    baseURL: webUrl,
    extraHTTPHeaders: { origin: webUrl },
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  });
  const response = await context.post("/api/auth/sign-in/email", { data: { email, password } });
  if (!response.ok()) throw new Error(`${role} could not sign in: ${response.status()}`);
  const state = await context.storageState();
  await context.dispose();
  return state;
}
