"use client";

import { Bookmark, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { useRef, useState } from "react";
import type { SavedView } from "#server/operations/saved-views/views";
import { hideColumns } from "@/components/orders/columns";
import { type ListAddress, listAddress } from "@/components/orders/list-address";
import { RemoveDialog } from "./remove-dialog.tsx";
import { useSavedViews } from "./use-saved-views.ts";
import { ViewDialog } from "./view-dialog.tsx";

type Asked = { type: "save" } | { type: "change" | "remove"; view: SavedView };

const itemClass =
  "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none data-[highlighted]:bg-accent";

/** The saved views, and what can be done with the one that is open. */
export function ViewsMenu({ list }: { list: ListAddress }) {
  const router = useRouter();
  const views = useSavedViews() ?? [];
  const [asked, setAsked] = useState<Asked | null>(null);
  const next = useRef<Asked | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const here = listAddress({ ...list, after: null });
  const current = views.find(({ wish }) => listAddress({ ...wish, after: null }) === here);
  const own = current?.mine ? current : undefined;
  const close = () => {
    setAsked(null);
    trigger.current?.focus();
  };
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger ref={trigger} className="btn btn-outline btn-sm max-w-56">
          <Bookmark className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          <span className="truncate">{current === undefined ? "Views" : current.name}</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            className="pop z-50 max-h-[70dvh] w-64 overflow-y-auto rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
            onCloseAutoFocus={(event) => {
              // The dialog opens when the menu has given the focus back, so that it returns there.
              if (next.current === null) return;
              event.preventDefault();
              trigger.current?.focus();
              setAsked(next.current);
              next.current = null;
            }}
          >
            {views.length === 0 ? (
              <p className="px-2.5 py-1.5 text-xs text-muted-foreground">
                No view is saved yet. A view keeps filters and order of a list under a name.
              </p>
            ) : null}
            {views.map((view) => (
              <DropdownMenu.Item
                key={view.viewId}
                className={itemClass}
                onSelect={() => {
                  hideColumns(view.hiddenColumns);
                  router.push(listAddress({ ...view.wish, after: null }));
                }}
              >
                <span className="truncate">{view.name}</span>
                {view.shared ? (
                  <span className="ml-auto flex items-center gap-1 whitespace-nowrap text-xs text-muted-foreground">
                    <Users className="size-3.5" strokeWidth={1.75} aria-hidden />
                    {view.mine ? "For everyone" : view.ownerName}
                  </span>
                ) : null}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator className="my-1 border-t" />
            {own === undefined ? (
              <Ask wish={{ type: "save" }} label="Save this view…" next={next} />
            ) : (
              <>
                <Ask wish={{ type: "change", view: own }} label="Rename or share…" next={next} />
                <Ask wish={{ type: "remove", view: own }} label="Delete this view…" next={next} />
              </>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {asked?.type === "save" ? <ViewDialog list={list} view={null} onClose={close} /> : null}
      {asked?.type === "change" ? (
        <ViewDialog list={list} view={asked.view} onClose={close} />
      ) : null}
      {asked?.type === "remove" ? <RemoveDialog view={asked.view} onClose={close} /> : null}
    </>
  );
}

function Ask(props: { wish: Asked; label: string; next: { current: Asked | null } }) {
  const { next, wish } = props;
  return (
    <DropdownMenu.Item
      className={itemClass}
      onSelect={() => {
        next.current = wish;
      }}
    >
      {props.label}
    </DropdownMenu.Item>
  );
}
