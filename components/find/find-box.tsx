"use client";

import { useMutation } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/console/kbd";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { useTRPC } from "@/components/trpc/client";
import { FindSays } from "./find-says.tsx";
import { FoundPanel } from "./found-panel.tsx";
import { recognise } from "./recognise.ts";
import { onFindWished } from "./wish-find.ts";

/**
 * Finds an order by whatever the customer reads out, and says before Enter what
 * it made of it. The text goes to the server in a body and into no address.
 */
export function FindBox() {
  const trpc = useTRPC();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const find = useMutation(trpc.orders.find.mutationOptions());
  const recognised = recognise(typed);
  useHotkeys({ "/": () => input.current?.focus() });
  useEffect(() => onFindWished(() => input.current?.focus()), []);

  const close = () => {
    find.reset();
    input.current?.focus();
  };
  const leaveTo = (orderNumber: string) => {
    setTyped("");
    find.reset();
    input.current?.blur();
    router.push(`/orders/${orderNumber}`);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // Without RX it may be a partner's number that looks like one of ours: the server tries both.
    if (recognised.type === "order_number" && /^\s*rx/i.test(typed)) {
      return leaveTo(recognised.orderNumber);
    }
    setAsked(recognised.type !== "nothing");
    if (recognised.type === "nothing" || recognised.type === "unfinished") return;
    find.mutate(
      { text: typed },
      {
        onSuccess: ({ found, more }) => {
          const [only] = found;
          if (only !== undefined && found.length === 1 && !more) leaveTo(only.orderNumber);
        },
      },
    );
  };

  const answer = find.data;
  const isListed = answer !== undefined && (answer.found.length !== 1 || answer.more);
  return (
    <search className="contents">
      <div className="relative min-w-0 flex-1 md:max-w-[460px]">
        <form onSubmit={onSubmit}>
          <Search
            className="pointer-events-none absolute left-2.5 top-2 size-4 text-muted-foreground"
            strokeWidth={1.75}
            aria-hidden
          />
          <input
            ref={input}
            className="input text-ellipsis pl-8 pr-3 md:pr-9"
            type="search"
            aria-label="Find an order by anything the customer reads out"
            aria-describedby="find-says"
            placeholder="Find by anything: order, tracking, e-mail, phone"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAsked(false);
              if (answer !== undefined || find.isError) find.reset();
            }}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setTyped("");
              find.reset();
              event.currentTarget.blur();
            }}
          />
          <span className="pointer-events-none absolute right-2 top-[7px] hidden md:block">
            <Kbd>/</Kbd>
          </span>
        </form>
        {isListed ? <FoundPanel answer={answer} onClose={close} onLeave={find.reset} /> : null}
      </div>
      {isListed ? null : (
        <p
          id="find-says"
          role="status"
          className="flex min-w-0 items-center gap-1.5 text-xs text-muted-foreground max-xl:absolute max-xl:left-3 max-xl:right-3 max-xl:top-[52px] md:max-xl:left-6 md:max-xl:right-auto max-xl:rounded-md max-xl:border max-xl:bg-popover max-xl:px-2 max-xl:py-1 max-xl:shadow-[var(--shadow-pop)] max-xl:empty:hidden"
        >
          {find.isError ? (
            "The server did not answer, so nothing was looked for. Enter tries again."
          ) : find.isPending ? (
            "Looking for it"
          ) : (
            <FindSays recognised={recognised} asked={asked} />
          )}
        </p>
      )}
    </search>
  );
}
