import { LayoutDashboard, type LucideIcon, Plug, Waypoints } from "lucide-react";

/** The pages that exist, for both navigations. */
export const pages: readonly { href: string; label: string; icon: LucideIcon }[] = [
  { href: "/overview", label: "Overview", icon: LayoutDashboard },
  { href: "/orders", label: "Orders", icon: Waypoints },
  { href: "/partners", label: "Partners", icon: Plug },
];
