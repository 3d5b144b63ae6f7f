import type { FailureStatus } from "#server/operations/failures/views";

type Tab = { show: string; label: string; statuses: readonly FailureStatus[] | null; none: string };

/** The chips above the groups, in their order on the screen. */
export const failureTabs = [
  { show: "all", label: "All", statuses: null, none: "Nothing fails" },
  {
    show: "new",
    label: "New or came back",
    statuses: ["new", "came_back"],
    none: "No failure is new",
  },
  { show: "known", label: "Known", statuses: ["known"], none: "No failure is marked as known" },
  {
    show: "waiting",
    label: "Waiting for the partner",
    statuses: ["waiting_for_partner"],
    none: "No failure waits for a partner",
  },
  { show: "fixed", label: "Fixed", statuses: ["fixed"], none: "No failure is marked as fixed" },
  { show: "ignored", label: "Ignored", statuses: ["ignored"], none: "No failure is ignored" },
] as const satisfies readonly Tab[];

export type FailureShow = (typeof failureTabs)[number]["show"];

export function tabOf(show: FailureShow): Tab {
  return failureTabs.find((tab) => tab.show === show) ?? failureTabs[0];
}

export function isShown(show: FailureShow, status: FailureStatus): boolean {
  const { statuses } = tabOf(show);
  return statuses === null || statuses.includes(status);
}

/** The address of a chip, or of one open group. The plain page has the plain address. */
export function failuresAddress(show: FailureShow, group: number | null = null): string {
  const query = new URLSearchParams();
  if (show !== "all") query.set("show", show);
  if (group !== null) query.set("group", String(group));
  const text = query.toString();
  return text === "" ? "/failures" : `/failures?${text}`;
}
