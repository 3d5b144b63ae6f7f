import { type LucideIcon, Plug, Waypoints } from "lucide-react";

/** The pages that exist, for both navigations. `key` follows `g`. */
export const pages: readonly { href: string; label: string; icon: LucideIcon; key?: string }[] = [
  { href: "/orders", label: "Orders", icon: Waypoints, key: "s" },
  { href: "/partners", label: "Partners", icon: Plug, key: "t" },
];
