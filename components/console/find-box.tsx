"use client";

import { Check, Search, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Kbd } from "./kbd.tsx";
import { recogniseOrderNumber } from "./order-number.ts";
import { useHotkeys } from "./use-hotkeys.ts";

/** Opens an order by its number, and says before Enter what it made of the typing. */
export function FindBox() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const recognised = recogniseOrderNumber(typed);
  useHotkeys({ "/": () => input.current?.focus() });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (recognised.type === "order_number" || recognised.type === "mistyped") {
      setTyped("");
      setAsked(false);
      input.current?.blur();
      router.push(`/orders/${recognised.orderNumber}`);
    } else setAsked(typed.trim() !== "");
  };

  return (
    <search className="contents">
      <form onSubmit={onSubmit} className="relative min-w-0 flex-1 md:max-w-[460px]">
        <Search
          className="pointer-events-none absolute left-2.5 top-2 size-4 text-muted-foreground"
          strokeWidth={1.75}
          aria-hidden
        />
        <input
          ref={input}
          className="input pl-8 pr-9"
          type="search"
          aria-label="Find an order by its number"
          aria-describedby="find-says"
          placeholder="Find an order by its number"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAsked(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            setTyped("");
            event.currentTarget.blur();
          }}
        />
        <span className="pointer-events-none absolute right-2 top-[7px] hidden md:block">
          <Kbd>/</Kbd>
        </span>
      </form>
      <p
        id="find-says"
        role="status"
        className="flex min-w-0 items-center gap-1.5 text-xs text-muted-foreground max-lg:absolute max-lg:left-3 max-lg:right-3 max-lg:top-[52px] md:max-lg:right-auto max-lg:rounded-md max-lg:border max-lg:bg-popover max-lg:px-2 max-lg:py-1 max-lg:shadow-[var(--shadow-pop)] max-lg:empty:hidden"
      >
        <FindSays recognised={recognised} asked={asked} />
      </p>
    </search>
  );
}

function FindSays(props: { recognised: ReturnType<typeof recogniseOrderNumber>; asked: boolean }) {
  const { recognised, asked } = props;
  switch (recognised.type) {
    case "nothing":
      return null;
    case "unfinished":
      return asked ? (
        <>
          <TriangleAlert className="size-3.5 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
          Not an order number: RX and eight letters or digits
        </>
      ) : null;
    case "mistyped":
      return (
        <>
          <TriangleAlert className="size-3.5 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
          <span>
            <span className="mono whitespace-nowrap text-foreground">{recognised.orderNumber}</span>{" "}
            looks mistyped: its check symbol does not fit
          </span>
        </>
      );
    case "order_number":
      return (
        <>
          <Check className="size-3.5 shrink-0 text-done" strokeWidth={1.75} aria-hidden />
          <span>
            Order number{" "}
            <span className="mono whitespace-nowrap font-medium text-foreground">
              {recognised.orderNumber}
            </span>
            , check symbol fits
            <span className="hidden md:inline">
              {" "}
              <Kbd>Enter</Kbd> opens it
            </span>
          </span>
        </>
      );
  }
}
