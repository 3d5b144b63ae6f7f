import { Inbox, type LucideIcon, Plug, Waypoints } from "lucide-react";

type Page = {
  href: string;
  label: string;
  /** Where there is room for one word only. */
  short?: string;
  icon: LucideIcon;
  /** The number that stands beside it. */
  count?: "needs_a_person";
};

/** The pages that exist, for both navigations. */
export const pages: readonly Page[] = [
  {
    href: "/needs-a-person",
    label: "Needs a person",
    short: "Inbox",
    icon: Inbox,
    count: "needs_a_person",
  },
  { href: "/orders", label: "Orders", icon: Waypoints },
  { href: "/partners", label: "Partners", icon: Plug },
];
