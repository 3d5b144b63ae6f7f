import type { ReactNode } from "react";
import { CommandMenu } from "@/components/commands/command-menu";
import { LiveBanners } from "@/components/live/live-banners";
import type { Person } from "./account-menu.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { PersonProvider } from "./person.tsx";
import { SideBar } from "./side-bar.tsx";
import { SystemBanners } from "./system-banners.tsx";
import { TopBar } from "./top-bar.tsx";

/** What stands round every page of the console. */
export function AppFrame({ person, children }: { person: Person; children: ReactNode }) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[208px_minmax(0,1fr)]">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <SideBar person={person} />
      <div className="flex min-w-0 flex-col">
        <TopBar person={person} />
        <SystemBanners />
        <LiveBanners />
        <main
          id="main"
          tabIndex={-1}
          className="w-full min-w-0 max-w-[1728px] flex-1 px-3 pb-24 pt-4 outline-none md:px-6 md:pb-10"
        >
          <PersonProvider person={person}>{children}</PersonProvider>
        </main>
      </div>
      <BottomBar />
      <CommandMenu />
    </div>
  );
}
