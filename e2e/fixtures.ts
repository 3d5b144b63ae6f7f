import { test as base, type Page } from "@playwright/test";
import { accountOf, ROLES, type Role, readInstance } from "./instance.ts";
import { OrderPage } from "./pages/order-page.ts";
import { clearScenarios } from "./sandbox.ts";

type State = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

type StoryFixtures = {
  /** A signed-in person's own browser. */
  pageOf(role: Role): Promise<Page>;
  /** The page of one order, as support staff see it or another role does. */
  openOrder(orderNumber: string, role?: Role): Promise<OrderPage>;
  calmPartners: undefined;
};

type SharedFixtures = { signedIn: Record<Role, State> };

export const test = base.extend<StoryFixtures, SharedFixtures>({
  baseURL: async ({ browserName: _ }, use) => use(readInstance().webUrl),

  // Signing in by the form is a story of its own; the others begin behind it.
  signedIn: [
    async ({ playwright }, use) => {
      const { webUrl } = readInstance();
      const signIn = async (role: Role): Promise<State> => {
        const { email, password } = accountOf(role);
        const request = await playwright.request.newContext({
          baseURL: webUrl,
          extraHTTPHeaders: { origin: webUrl },
        });
        const response = await request.post("/api/auth/sign-in/email", {
          data: { email, password },
        });
        if (!response.ok()) throw new Error(`${role} could not sign in: ${response.status()}`);
        const state = await request.storageState();
        await request.dispose();
        return state;
      };
      const [support, admin] = await Promise.all(ROLES.map(signIn));
      if (!support || !admin) throw new Error("Bug: two roles, two states");
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
      return context.newPage();
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
