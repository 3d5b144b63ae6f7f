import { Check, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Kbd } from "@/components/console/kbd";
import type { Recognised } from "./recognise.ts";

const words = {
  email: "An e-mail address: looked for exactly",
  phone: "A phone number: looked for exactly",
  uuid: "An id: looked for as the order's and the fulfilment's",
  reference: "Looked for as a storefront's, tracking or partner's number",
} as const;

/** What was made of the typing, before Enter. */
export function FindSays({ recognised, asked }: { recognised: Recognised; asked: boolean }) {
  switch (recognised.type) {
    case "nothing":
      return null;
    case "unfinished":
      return asked ? (
        <Doubt>Not finished yet: an order number is RX and eight letters or digits</Doubt>
      ) : null;
    case "mistyped":
      return (
        <Doubt>
          <span className="mono whitespace-nowrap text-foreground">{recognised.orderNumber}</span>{" "}
          looks mistyped: its check symbol does not fit. <Enter>looks for near ones</Enter>
        </Doubt>
      );
    case "order_number":
      return (
        <Sure>
          Order number{" "}
          <span className="mono whitespace-nowrap font-medium text-foreground">
            {recognised.orderNumber}
          </span>
          , check symbol fits <Enter>opens it</Enter>
        </Sure>
      );
    case "email":
    case "phone":
    case "uuid":
    case "reference":
      return (
        <Sure>
          {words[recognised.type]} <Enter>finds it</Enter>
        </Sure>
      );
  }
}

function Sure({ children }: { children: ReactNode }) {
  return (
    <>
      <Check className="size-3.5 shrink-0 text-done" strokeWidth={1.75} aria-hidden />
      <span>{children}</span>
    </>
  );
}

function Doubt({ children }: { children: ReactNode }) {
  return (
    <>
      <TriangleAlert className="size-3.5 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
      <span>{children}</span>
    </>
  );
}

function Enter({ children }: { children: string }) {
  return (
    <span className="hidden whitespace-nowrap md:inline">
      <Kbd>Enter</Kbd> {children}
    </span>
  );
}
