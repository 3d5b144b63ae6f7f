/** How a page of the console shows that it can be used; runs in the browser, so it is selectors alone. */
export type ConsolePage = {
  path: string;
  /** There only when the page shows what it is opened for. */
  content: string;
  /** A control of the content, or a key that it hears. Safe to use again and again. */
  control: { type: "click"; selector: string } | { type: "key"; key: string };
  /** There only after the control has been heard. */
  reacted: string;
};

export const PAGE_NAMES = [
  "orders",
  "orders of a filter",
  "order",
  "overview",
  "needs a person",
  "failures",
  "a failure",
  "bulk operation",
  "partners",
  "queues",
  "events",
  "account",
  "accounts",
  "API keys",
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

/** Of what a page shows one thing of. */
export type Shown = { orderNumber: string; groupId: number; bulkId: number };

const DIALOG = '[role="dialog"]';
/** Every page has it, and hears it once its keys are there. */
const HELP = { control: { type: "key", key: "?" }, reacted: DIALOG } as const;
const NEXT_ROW = { type: "key", key: "j" } as const;

export function consolePages(shown: Shown): Record<PageName, ConsolePage> {
  const history = 'section[aria-label="History"]';
  const partners = 'section[aria-label="Partners"]';
  const figures = 'section[aria-labelledby="overview-history"]';
  const list = {
    content: "tbody tr[data-saga]",
    control: NEXT_ROW,
    reacted: "tr[data-current]",
  };
  return {
    orders: { path: "/orders", ...list },
    // A rare one: the page goes as far as a filter looks.
    "orders of a filter": { path: "/orders?state=completed&code=already_scanned", ...list },
    order: {
      path: `/orders/${shown.orderNumber}`,
      content: `${history} li`,
      control: { type: "click", selector: `${history} button[aria-pressed]:last-of-type` },
      reacted: `${history} button[aria-pressed="true"]:last-of-type`,
    },
    overview: {
      path: "/overview",
      // Both of its questions are answered.
      content: `main:has(li[data-saga]) ${figures} [role="img"]`,
      control: { type: "click", selector: `${figures} button[aria-pressed="false"]` },
      reacted: `${figures} button[aria-pressed="true"]`,
    },
    "needs a person": {
      path: "/needs-a-person",
      // The overview has the first rows of it, too.
      content: 'section[aria-label^="Needs a person:"] li[data-saga]',
      control: NEXT_ROW,
      reacted: "li[data-saga] a:focus",
    },
    failures: {
      path: "/failures",
      content: "tr[data-group]",
      control: NEXT_ROW,
      reacted: "tr[data-current]",
    },
    "a failure": {
      path: `/failures?show=all&group=${shown.groupId}`,
      content: `tr[data-group] + tr:has(section[aria-label^="About"])`,
      control: NEXT_ROW,
      reacted: "tr[data-group] button:focus",
    },
    "bulk operation": {
      path: `/bulk/${shown.bulkId}`,
      content: "[data-bulk-state] tr[data-receipt]",
      ...HELP,
    },
    partners: {
      path: "/partners",
      content: `${partners} li`,
      control: { type: "click", selector: `${partners} li button` },
      reacted: DIALOG,
    },
    queues: {
      path: "/queues",
      content: 'section[aria-labelledby="queues-title"] tbody th[scope="row"]',
      ...HELP,
    },
    events: {
      path: "/events",
      content: 'section[aria-label="Events, newest first"] tbody tr',
      control: { type: "click", selector: "tbody th button" },
      reacted: DIALOG,
    },
    account: { path: "/settings/account", content: "#password-title", ...HELP },
    accounts: {
      path: "/settings/accounts",
      content: 'section[aria-labelledby="accounts-title"] tbody tr',
      control: {
        type: "click",
        selector: 'section[aria-labelledby="accounts-title"] .card-h button',
      },
      reacted: DIALOG,
    },
    "API keys": {
      path: "/settings/api-keys",
      content: 'section[aria-labelledby="keys-title"] tbody tr',
      control: { type: "click", selector: 'section[aria-labelledby="keys-title"] .card-h button' },
      reacted: DIALOG,
    },
  };
}

const inSideBar = (href: string) => `nav[aria-label="Pages"] a[href="${href}"]`;
const inSettings = (href: string) => `nav[aria-label="Settings"] a[href="${href}"]`;

/** One walk through the console from the list of orders on, without a new load: where to, and by which link. */
export const WALK: readonly { to: PageName; link: string }[] = [
  { to: "order", link: "tbody tr[data-saga] a" },
  { to: "overview", link: inSideBar("/overview") },
  { to: "needs a person", link: inSideBar("/needs-a-person") },
  { to: "failures", link: inSideBar("/failures") },
  { to: "partners", link: inSideBar("/partners") },
  { to: "queues", link: inSideBar("/queues") },
  { to: "events", link: inSideBar("/events") },
  { to: "account", link: 'aside a[href="/settings"]' },
  { to: "accounts", link: inSettings("/settings/accounts") },
  { to: "API keys", link: inSettings("/settings/api-keys") },
  { to: "orders", link: inSideBar("/orders") },
];
