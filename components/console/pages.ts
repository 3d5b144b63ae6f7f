import { Bug, type LucideIcon, Plug, Waypoints } from "lucide-react";
import type { ComponentType } from "react";
import { NewFailures } from "@/components/failures/new-failures";

/** The pages that exist, for both navigations; with what is to be said beside the name where there is room. */
export const pages: readonly {
  href: string;
  label: string;
  icon: LucideIcon;
  note?: ComponentType;
}[] = [
  { href: "/orders", label: "Orders", icon: Waypoints },
  { href: "/failures", label: "Failures", icon: Bug, note: NewFailures },
  { href: "/partners", label: "Partners", icon: Plug },
];
