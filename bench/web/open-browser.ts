import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "../../e2e/browser.ts";
import type { Product } from "./product.ts";
import type { Visitor } from "./visit-page.ts";

/** The browser of the end-to-end tests, and in it an admin who has signed in. */
export async function openVisitor(product: Product): Promise<Visitor & { close(): Promise<void> }> {
  const { path, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: path,
    args: ["--no-sandbox"],
    env: environment,
  });
  return {
    browser,
    webUrl: product.webUrl,
    signedIn: await signIn(browser, product),
    close: () => browser.close(),
  };
}

async function signIn(browser: Browser, { webUrl, accounts }: Product) {
  const account = accounts.findLast(({ role }) => role === "admin");
  if (account === undefined) throw new Error("Bug: the database was seeded without an admin");
  const context = await browser.newContext({
    baseURL: webUrl,
    extraHTTPHeaders: { origin: webUrl },
  });
  const response = await context.request.post("/api/auth/sign-in/email", {
    data: { email: account.email, password: account.password },
  });
  if (!response.ok()) throw new Error(`Nobody could sign in: ${response.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}
