import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { type Answers, answerWith } from "./answer.ts";
import * as fixtures from "./fixtures.ts";
import * as inboxFixtures from "./inbox-fixtures.ts";
import * as orderFixtures from "./order-fixtures.ts";
import * as overviewFixtures from "./overview-fixtures.ts";
import * as partnerFixtures from "./partner-fixtures.ts";

/**
 * Takes a picture of every screen in every state, light and dark, wide and
 * narrow, and counts what axe finds on it. The pages are the running console's;
 * the answers are fixtures, so that any state can be seen.
 *
 *   node e2e/screens/take.ts --url http://localhost:3000 --email … --password … --out screens
 */
const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    prefix: { type: "string", default: "" },
    email: { type: "string" },
    password: { type: "string" },
    out: { type: "string", default: "test-results/screens" },
    only: { type: "string", default: "" },
  },
});

const data = (value: unknown) => ({ data: value });
const base: Answers = {
  "system.status": data(fixtures.status),
  "orders.list": data(fixtures.page),
  "orders.counts": data(fixtures.counts),
  "orders.count": data({ count: 18, atLeast: false, asOf: fixtures.MOMENT }),
  "orders.get": data(fixtures.unknownOrder),
  "savedViews.list": data(fixtures.views),
  "savedViews.counts": data(fixtures.viewCounts),
  "overview.now": data(overviewFixtures.overview),
  "overview.history": data(overviewFixtures.history),
  "partners.list": data(partnerFixtures.partners),
  "partners.figures": data(partnerFixtures.figures),
  "faults.list": data(partnerFixtures.faults),
  "staffActions.list": data([]),
  "inbox.list": data(inboxFixtures.inbox),
  "inbox.counts": data(inboxFixtures.inboxCounts),
  "claims.of": data(null),
  "presence.look": data({ others: [], complete: true }),
  "presence.leave": data(null),
  "events.list": data(orderFixtures.events),
  "events.get": data(orderFixtures.unknownEvent),
  "failures.newCount": data({ count: 2 }),
};
const notFound = (detail: string) => ({ problem: { code: "not_found", detail, status: 404 } });

type Screen = {
  name: string;
  path: string;
  answers?: Answers;
  act?: (page: Page) => Promise<void>;
  /** Only the first screen of the page instead of all of it. */
  viewport?: boolean;
};

const orderPath = `/orders/${fixtures.unknownOrder.orderNumber}`;
const screens: readonly Screen[] = [
  { name: "needs-a-person", path: "/needs-a-person", viewport: true },
  {
    name: "needs-a-person-empty",
    path: "/needs-a-person",
    viewport: true,
    answers: {
      "inbox.list": data(inboxFixtures.emptyInbox),
      "inbox.counts": data(inboxFixtures.emptyInboxCounts),
    },
  },
  {
    name: "needs-a-person-loading",
    path: "/needs-a-person",
    viewport: true,
    answers: { "inbox.list": "never" },
  },
  {
    name: "needs-a-person-failed",
    path: "/needs-a-person",
    viewport: true,
    answers: { "inbox.list": { problem: { code: "unavailable", detail: "", status: 503 } } },
  },
  {
    name: "needs-a-person-take-over",
    path: "/needs-a-person",
    viewport: true,
    act: async (page) => {
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("c");
      await page.getByRole("dialog").getByRole("button", { name: "Take it over" }).click();
    },
  },
  {
    name: "order-claimed",
    path: orderPath,
    answers: { "claims.of": data(inboxFixtures.takenOverClaim) },
  },
  {
    name: "order-act-anyway",
    path: orderPath,
    viewport: true,
    answers: { "claims.of": data(inboxFixtures.claimOf("Sara Okafor")) },
    act: (page) => page.getByRole("button", { name: /Ask Parcelway now/ }).click(),
  },
  { name: "overview", path: "/overview" },
  {
    name: "overview-chart",
    path: "/overview",
    act: async (page) => {
      await page.getByRole("slider").focus();
      for (let back = 0; back < 3; back += 1) await page.keyboard.press("ArrowLeft");
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: "overview-table",
    path: "/overview",
    act: (page) => page.getByRole("button", { name: "Show as table" }).click(),
  },
  {
    name: "overview-empty",
    path: "/overview",
    answers: {
      "overview.now": data(overviewFixtures.overviewEmpty),
      "overview.history": data(overviewFixtures.historyEmpty),
    },
  },
  {
    name: "overview-loading",
    path: "/overview",
    answers: { "overview.now": "never" },
  },
  {
    name: "overview-failed",
    path: "/overview",
    answers: {
      "overview.now": { problem: { code: "unavailable", detail: "", status: 503 } },
      "overview.history": { problem: { code: "unavailable", detail: "", status: 503 } },
    },
  },
  { name: "orders", path: "/orders", viewport: true },
  {
    name: "orders-find",
    path: "/orders",
    viewport: true,
    act: async (page) => {
      await page.getByRole("searchbox").fill("rx7k3m 92q2");
      await page.keyboard.press("Tab");
    },
  },
  {
    name: "orders-filtered",
    path: "/orders?state=open&status=retrying,stalled&partner=carrier&older=60",
    viewport: true,
    act: async (page) => {
      await page.getByRole("button", { name: /^State/ }).click();
    },
  },
  {
    name: "orders-none-fit",
    path: "/orders?status=stalled&partner=carrier",
    viewport: true,
    answers: {
      "orders.list": data({ ...fixtures.emptyPage, nextCursor: "further", searched: 10_000 }),
    },
  },
  {
    name: "orders-found",
    path: "/orders",
    viewport: true,
    answers: { "orders.find": data(fixtures.found) },
    act: async (page) => {
      await page.getByRole("searchbox").fill("jane.doe@example.test");
      await page.keyboard.press("Enter");
      await page.getByRole("region", { name: "What was found" }).waitFor();
    },
  },
  {
    name: "orders-not-found",
    path: "/orders",
    viewport: true,
    answers: { "orders.find": data(fixtures.notFound) },
    act: async (page) => {
      await page.getByRole("searchbox").fill("RX-7K3M-92Q3");
      await page.keyboard.press("Enter");
      await page.getByRole("region", { name: "What was found" }).waitFor();
    },
  },
  {
    name: "orders-save-view",
    path: "/orders?state=open",
    viewport: true,
    act: async (page) => {
      await page.getByRole("button", { name: "Views" }).click();
      await page.getByRole("menuitem", { name: "Save this view…" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "commands",
    path: "/orders",
    viewport: true,
    act: async (page) => {
      await page.getByRole("table").waitFor();
      await page.keyboard.press("Control+k");
    },
  },
  {
    name: "orders-no-worker",
    path: "/orders?state=needs_a_person",
    viewport: true,
    answers: {
      "system.status": data(fixtures.statusWithoutWorker),
      "orders.list": data(fixtures.emptyPage),
    },
  },
  { name: "orders-loading", path: "/orders", viewport: true, answers: { "orders.list": "never" } },
  {
    name: "orders-failed",
    path: "/orders",
    viewport: true,
    answers: { "orders.list": { problem: { code: "unavailable", detail: "", status: 503 } } },
  },
  { name: "order", path: orderPath },
  {
    name: "order-refused",
    path: orderPath,
    answers: { "orders.get": data(fixtures.refusedOrder) },
  },
  {
    name: "order-events",
    path: `${orderPath}?show=events`,
    act: async (page) => {
      await page.getByRole("button", { name: /StepOutcomeUnknown/ }).click();
    },
  },
  { name: "events", path: "/events", viewport: true },
  {
    name: "events-one",
    path: "/events?event=48201774",
    viewport: true,
    act: (page) => page.getByRole("dialog").getByText("What this event changed").waitFor(),
  },
  {
    name: "events-searched",
    path: "/events?type=OrderCancelled",
    viewport: true,
    answers: { "events.list": data(orderFixtures.searchedEvents) },
  },
  { name: "events-loading", path: "/events", viewport: true, answers: { "events.list": "never" } },
  {
    name: "events-failed",
    path: "/events",
    viewport: true,
    answers: { "events.list": { problem: { code: "unavailable", detail: "", status: 503 } } },
  },
  {
    name: "order-retry",
    path: orderPath,
    viewport: true,
    act: (page) => page.getByRole("button", { name: /Ask Parcelway now/ }).click(),
  },
  {
    name: "order-menu",
    path: orderPath,
    viewport: true,
    act: (page) => page.getByRole("button", { name: "More", exact: true }).click(),
  },
  {
    name: "order-undo",
    path: orderPath,
    viewport: true,
    act: async (page) => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: /Undo this order/ }).click();
    },
  },
  {
    name: "order-conflict",
    path: orderPath,
    viewport: true,
    answers: {
      "orders.retry": data({
        type: "refused",
        code: "moved_on",
        because:
          "Luis Marek asked to undo the order 5 s before you. It stands now at: Undo of inventory. An undo was asked for.",
        until: null,
        revision: 10,
      }),
    },
    act: async (page) => {
      await page.getByRole("button", { name: /Ask Parcelway now/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").selectOption({ label: "Customer request" });
      await dialog.getByRole("button", { name: "Ask Parcelway now" }).click();
      await dialog.getByText("Nothing was done.").waitFor();
    },
  },
  {
    name: "order-resolve",
    path: orderPath,
    viewport: true,
    answers: { "orders.get": data(fixtures.refusedOrder) },
    act: async (page) => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: /Record what happened/ }).click();
      await page.getByRole("button", { name: "Record it" }).click();
    },
  },
  {
    name: "order-mistyped",
    path: orderPath,
    viewport: true,
    answers: { "orders.get": notFound("This order number is mistyped.") },
  },
  { name: "order-loading", path: orderPath, viewport: true, answers: { "orders.get": "never" } },
  {
    name: "order-cancelled",
    path: orderPath,
    answers: { "orders.get": data(fixtures.cancelledOrder) },
  },
  {
    name: "order-again",
    path: orderPath,
    viewport: true,
    answers: { "orders.get": data(fixtures.cancelledOrder) },
    act: async (page) => {
      await page.getByRole("button", { name: /Order again/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Place the new order" }).click();
    },
  },
  {
    name: "partners",
    path: "/partners",
    answers: { "system.status": data(partnerFixtures.statusWithTrouble) },
  },
  {
    name: "partners-well",
    path: "/partners",
    answers: { "partners.list": data(partnerFixtures.partnersWell) },
  },
  {
    name: "partners-key",
    path: "/partners",
    answers: { "partners.list": data(partnerFixtures.partnersKey) },
  },
  {
    name: "partners-hold",
    path: "/partners",
    viewport: true,
    act: (page) => page.getByRole("button", { name: "Hold ScriptLine" }).click(),
  },
  {
    name: "partners-release",
    path: "/partners",
    viewport: true,
    answers: {
      "partners.release": { problem: { code: "unavailable", detail: "", status: 503 } },
    },
    act: async (page) => {
      await page.getByRole("button", { name: "Release Dockside" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").selectOption({ label: "Partner outage" });
      await dialog.getByRole("button", { name: "Release the partner" }).click();
      await dialog.getByText("No answer came.").waitFor();
    },
  },
  {
    name: "partners-loading",
    path: "/partners",
    viewport: true,
    answers: { "partners.list": "never" },
  },
  {
    name: "partners-failed",
    path: "/partners",
    viewport: true,
    answers: { "partners.list": { problem: { code: "unavailable", detail: "", status: 503 } } },
  },
  {
    name: "help",
    path: "/orders",
    viewport: true,
    act: async (page) => {
      await page.getByRole("table").waitFor();
      await page.keyboard.press("?");
    },
  },
];

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

async function take(
  browser: Browser,
  screen: Screen,
  width: number,
  height: number,
  theme: string,
) {
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: "America/Chicago",
    reducedMotion: "reduce",
    storageState: await signedIn(browser),
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log(`  page error on ${screen.name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") console.log(`  console on ${screen.name}: ${message.text()}`);
  });
  await page.clock.install({ time: new Date(fixtures.MOMENT) });
  await answerWith(page, { ...base, ...screen.answers });
  const mark = screen.path.includes("?") ? "&" : "?";
  await page.goto(`${values.url}${values.prefix}${screen.path}${mark}theme=${theme}`);
  const waits = Object.values(screen.answers ?? {}).includes("never");
  if (waits) await page.getByRole("status").first().waitFor({ state: "attached" });
  else await page.waitForLoadState("networkidle");
  await page.clock.runFor(400);
  await screen.act?.(page);
  await page.clock.runFor(400);
  const name = `${screen.name}-${width}-${theme}`;
  await page.screenshot({
    path: join(values.out, `${name}.png`),
    fullPage: screen.viewport !== true,
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  console.log(
    `${name}: ${violations.length} axe findings${overflow > 0 ? `, ${overflow} px too wide` : ""}`,
  );
  for (const { id, nodes } of violations) {
    console.log(`  ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  }
  await context.close();
}

let session:
  | Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>
  | undefined;

async function signedIn(browser: Browser) {
  if (values.email === undefined || values.password === undefined)
    return { cookies: [], origins: [] };
  if (session !== undefined) return session;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${values.url}/sign-in`);
  await page.getByLabel("E-mail").fill(values.email);
  await page.getByLabel("Password", { exact: true }).fill(values.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/overview/);
  session = await context.storageState();
  await context.close();
  return session;
}

await mkdir(values.out, { recursive: true });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ["--no-sandbox"],
});
for (const screen of screens.filter(
  ({ name }) => values.only === "" || values.only.split(",").includes(name),
)) {
  for (const { width, height } of sizes) {
    for (const theme of ["light", "dark"]) await take(browser, screen, width, height, theme);
  }
}
await browser.close();
