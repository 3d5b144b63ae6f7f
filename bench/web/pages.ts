/** How a page of the console shows that it can be used; runs in the browser, so it is selectors alone. */
export type ConsolePage = {
  path: string;
  /** There only when the page shows what it is opened for. */
  content: string;
  /** The first control of the content. Safe to use again and again. */
  control: { type: "click"; selector: string } | { type: "key"; key: string };
  /** There only after the control has been heard. */
  reacted: string;
};

export const PAGE_NAMES = ["orders", "order", "partners"] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export function consolePages(orderNumber: string): Record<PageName, ConsolePage> {
  const history = 'section[aria-label="History"]';
  const partners = 'section[aria-label="Partners"]';
  return {
    orders: {
      path: "/orders",
      content: "tbody tr[data-saga]",
      control: { type: "key", key: "j" },
      reacted: "tr[data-current]",
    },
    order: {
      path: `/orders/${orderNumber}`,
      content: `${history} li`,
      control: { type: "click", selector: `${history} button[aria-pressed]:last-of-type` },
      reacted: `${history} button[aria-pressed="true"]:last-of-type`,
    },
    partners: {
      path: "/partners",
      content: `${partners} li`,
      control: { type: "click", selector: `${partners} li button` },
      reacted: '[role="dialog"]',
    },
  };
}

/** By what one comes from one page to another without a new load. */
export const WAYS: { from: PageName; to: PageName; link: string }[] = [
  { from: "orders", to: "order", link: "tbody tr[data-saga] a" },
  { from: "orders", to: "partners", link: 'nav[aria-label="Pages"] a[href="/partners"]' },
  { from: "order", to: "orders", link: 'nav[aria-label="Pages"] a[href="/orders"]' },
];
