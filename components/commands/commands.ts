import { Clock, Keyboard, type LucideIcon, Search, SunMoon } from "lucide-react";
import { pages } from "@/components/console/pages";
import { switchTheme } from "@/components/console/theme";
import { wishFind } from "@/components/find/wish-find";
import { zones } from "@/components/time/zones";

export type Command = {
  id: string;
  group: "Go to" | "Do" | "Show times in";
  label: string;
  icon: LucideIcon;
  /** Keys that do the same. */
  keys: readonly string[];
  run: () => void;
};

/** All that the palette offers on every page. */
export function allCommands(tools: {
  go: (href: string) => void;
  chooseZone: (zone: string | null) => void;
  openHelp: () => void;
}): Command[] {
  return [
    ...pages.map(
      ({ href, label, icon, key }): Command => ({
        id: href,
        group: "Go to",
        label,
        icon,
        keys: key === undefined ? [] : ["g", key],
        run: () => tools.go(href),
      }),
    ),
    { id: "find", group: "Do", label: "Find an order", icon: Search, keys: ["/"], run: wishFind },
    {
      id: "theme",
      group: "Do",
      label: "Switch between light and dark",
      icon: SunMoon,
      keys: [],
      run: switchTheme,
    },
    {
      id: "help",
      group: "Do",
      label: "All keys",
      icon: Keyboard,
      keys: ["?"],
      run: tools.openHelp,
    },
    ...zones.map(
      ({ zone, label }): Command => ({
        id: `zone-${zone}`,
        group: "Show times in",
        label,
        icon: Clock,
        keys: [],
        run: () => tools.chooseZone(zone),
      }),
    ),
  ];
}

/** Those in which every word that was typed begins some word. */
export function fittingCommands(commands: readonly Command[], typed: string): Command[] {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ group, label }) => {
    const words = `${group} ${label}`.toLowerCase().split(/[\s]+/);
    return asked.every((each) => words.some((word) => word.startsWith(each)));
  });
}
