import {
  Bug,
  Inbox,
  Layers,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  Plug,
  Settings,
  Waypoints,
} from "lucide-react";

export type ConsolePage = {
  href: string;
  label: string;
  /** For the bottom bar of a phone, where the label would not fit. */
  short?: string;
  icon: LucideIcon;
  /** Follows `g`. */
  key?: string;
  /** What is said beside its name (page-note.tsx) is said under the thumb too. */
  isUrgent?: boolean;
};

/** The pages that exist, for both navigations: the first four stand in a phone's bottom bar, the rest behind More. */
export const pages: readonly ConsolePage[] = [
  { href: "/overview", label: "Overview", icon: LayoutDashboard, key: "o" },
  {
    href: "/needs-a-person",
    label: "Needs a person",
    short: "Inbox",
    icon: Inbox,
    key: "p",
    isUrgent: true,
  },
  { href: "/orders", label: "Orders", icon: Waypoints, key: "s" },
  { href: "/failures", label: "Failures", icon: Bug, key: "f" },
  { href: "/partners", label: "Partners", icon: Plug, key: "t" },
  { href: "/queues", label: "Queues and workers", short: "Queues", icon: Layers, key: "q" },
  { href: "/events", label: "Events", icon: ListTree, key: "e" },
];

/** At the foot of the sidebar, and last behind More. */
export const settingsPage: ConsolePage = { href: "/settings", label: "Settings", icon: Settings };

/** Whether an address is this page or lies under it. */
export function isHere(pathname: string, { href }: ConsolePage): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
