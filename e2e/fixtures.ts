import { test as base, type Page } from "@playwright/test";
import { type Role, readInstance } from "./instance.ts";
import { OrderPage } from "./pages/order-page.ts";
import { hearingAlways } from "./pages/until-it-hears.ts";
import { clearScenarios } from "./sandbox.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

type StoryFixtures = {
  /** A signed-in person's own browser. */
  pageOf(role: Role): Promise<Page>;
  /** The page of one order, as support staff see it or another role does. */
  openOrder(orderNumber: string, role?: Role): Promise<OrderPage>;
  calmPartners: undefined;
};

type SharedFixtures = { signedIn: Record<Role, SignedIn> };

export const test = base.extend<StoryFixtures, SharedFixtures>({
  baseURL: async ({ browserName: _ }, use) => use(readInstance().webUrl),

  // Signing in by the form is a story of its own; the others begin behind it.
  signedIn: [
    async ({ browserName: _ }, use) => {
      const [support, admin] = await Promise.all([signIn("support"), signIn("admin")]);
      await use({ support, admin });
    },
    { scope: "worker" },
  ],

  pageOf: async ({ browser, signedIn, contextOptions, baseURL }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (role) => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL === undefined ? {} : { baseURL }),
        storageState: signedIn[role],
      });
      contexts.push(context);
      return hearingAlways(await context.newPage());
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  openOrder: async ({ pageOf }, use) => {
    await use(async (orderNumber, role = "support") => {
      const order = new OrderPage(await pageOf(role));
      await order.goto(orderNumber);
      return order;
    });
  },

  // One story's misbehaving partner must not meet the next story.
  calmPartners: [
    async ({ browserName: _ }, use) => {
      await use(undefined);
      await clearScenarios();
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
