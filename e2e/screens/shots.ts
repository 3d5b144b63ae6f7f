import type { Page } from "playwright-core";
import { pages } from "../../components/console/pages.ts";
import type { Stage } from "./stage.ts";

export type Shot = {
  /** Of its file, before width and theme. */
  name: string;
  path: string;
  as: "support" | "admin" | "nobody";
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<void>;
  /** Only what fits the window: a dialog or a menu stands over it. */
  windowOnly?: boolean;
};

/** Every picture of the console. A page of the navigation is here by itself; anything else is added to this list. */
export function shotsOf(stage: Stage): readonly Shot[] {
  const order = (state: string) => `/orders/${stage[state]}`;
  return [
    { name: "sign-in", path: "/sign-in", as: "nobody" },
    ...pages.map(({ href }): Shot => ({ name: nameOf(href), path: href, as: "admin" })),
    { name: "orders-needs-a-person", path: "/orders?state=needs_a_person", as: "support" },
    ...Object.keys(stage).map((state): Shot => {
      return { name: `order-${state}`, path: order(state), as: "support" };
    }),
    { name: "order-events", path: `${order("cancelled")}?show=events`, as: "support" },
    {
      name: "order-undo-dialog",
      path: order("retrying"),
      as: "support",
      windowOnly: true,
      act: async (page) => {
        await page.getByRole("button", { name: /^(Actions|More)$/ }).click();
        await page.getByRole("menuitem", { name: /Undo this order/ }).click();
      },
    },
    {
      name: "order-reveal-dialog",
      path: order("completed"),
      as: "support",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: "Reveal…" }).click(),
    },
    {
      name: "order-revealed",
      path: order("not-told"),
      as: "support",
      act: async (page) => {
        await page.getByRole("button", { name: "Reveal…" }).click();
        await page.getByLabel("A complaint or an incident is looked into").check();
        await page.getByRole("button", { name: "Show for 5 minutes" }).click();
        await page.getByText("In clear until").waitFor();
      },
    },
    {
      name: "partners-hold-dialog",
      path: "/partners",
      as: "admin",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: /^Hold ScriptLine/ }).click(),
    },
    {
      name: "partners-fault-dialog",
      path: "/partners",
      as: "admin",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: "Parcelway…", exact: true }).click(),
    },
    { name: "settings-account", path: "/settings/account", as: "support" },
    { name: "settings-accounts", path: "/settings/accounts", as: "admin" },
    {
      name: "settings-new-account-dialog",
      path: "/settings/accounts",
      as: "admin",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: /New account/ }).click(),
    },
    {
      name: "settings-account-menu",
      path: "/settings/accounts",
      as: "admin",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: /Actions for Alex/ }).click(),
    },
    { name: "settings-api-keys", path: "/settings/api-keys", as: "admin" },
    {
      name: "settings-new-key-dialog",
      path: "/settings/api-keys",
      as: "admin",
      windowOnly: true,
      act: (page) => page.getByRole("button", { name: /New key/ }).click(),
    },
    { name: "settings-forbidden", path: "/settings/api-keys", as: "support" },
    {
      name: "help",
      path: "/orders",
      as: "support",
      windowOnly: true,
      act: (page) => page.keyboard.press("?"),
    },
    {
      name: "commands",
      path: "/overview",
      as: "support",
      windowOnly: true,
      act: (page) => page.keyboard.press("Control+k"),
    },
    {
      name: "failures-open",
      path: "/failures",
      as: "support",
      act: (page) =>
        page
          .getByRole("button", { expanded: false, name: /ScriptLine/ })
          .first()
          .click(),
    },
    {
      name: "events-open",
      path: "/events",
      as: "support",
      windowOnly: true,
      act: (page) => page.locator("main tbody").getByRole("button").first().click(),
    },
    { name: "not-found", path: "/nowhere", as: "support" },
  ];
}

const nameOf = (href: string) => href.slice(1).replaceAll("/", "-") || "home";
