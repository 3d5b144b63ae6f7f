import { Layers, type LucideIcon, Plug, Settings, Waypoints } from "lucide-react";

export type ConsolePage = {
  href: string;
  label: string;
  /** For the bottom bar of a phone, where the label would not fit. */
  short?: string;
  icon: LucideIcon;
  /** Follows `g`. */
  key?: string;
};

/** The pages that exist, for both navigations: the first four stand in a phone's bottom bar, the rest behind More. */
export const pages: readonly ConsolePage[] = [
  { href: "/orders", label: "Orders", icon: Waypoints, key: "s" },
  { href: "/partners", label: "Partners", icon: Plug, key: "t" },
  { href: "/queues", label: "Queues and workers", short: "Queues", icon: Layers, key: "q" },
];

/** At the foot of the sidebar, and last behind More. */
export const settingsPage: ConsolePage = { href: "/settings", label: "Settings", icon: Settings };

/** Whether an address is this page or lies under it. */
export function isHere(pathname: string, { href }: ConsolePage): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
