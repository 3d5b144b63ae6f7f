"use client";

import { useState } from "react";
import type { CallerCheckOffer } from "#server/operations/caller-check/views";
import { useLive } from "@/components/live/live-provider";
import { CallerCheckDialog } from "./caller-check-dialog.tsx";
import { CallerCheckResult } from "./caller-check-result.tsx";
import { useCallerCheck } from "./use-caller-check.ts";

/** The last line of the customer's card: whether a caller is the customer, and what was found so far. */
export function CallerCheckLine(props: {
  sagaUuid: string;
  orderNumber: string;
  offer: CallerCheckOffer;
  onChecked: () => void;
}) {
  const { offer } = props;
  const [asking, setAsking] = useState(false);
  const check = useCallerCheck(props.sagaUuid, props.onChecked);
  const isOffline = useLive().state === "offline";
  return (
    <dl className="-mt-2 grid grid-cols-[108px_minmax(0,1fr)] gap-x-3 px-4 pb-3">
      <dt className="text-muted-foreground">Caller check</dt>
      <dd className="min-w-0">
        {check.answers.map((answer, at) => (
          <CallerCheckResult
            key={answer.type === "compared" ? answer.field : answer.type}
            answer={answer}
            isNewest={at === 0}
            offer={offer}
          />
        ))}
        <button
          type="button"
          className="-my-0.5 min-h-6 rounded-sm text-left text-link underline decoration-transparent underline-offset-2 hover:decoration-current aria-disabled:text-muted-foreground"
          aria-haspopup="dialog"
          aria-disabled={isOffline}
          title={isOffline ? "You are offline." : undefined}
          onClick={() => {
            if (isOffline) return;
            check.forgetOutcome();
            setAsking(true);
          }}
        >
          Compare birth date or ZIP…
        </button>
        {asking ? (
          <CallerCheckDialog
            orderNumber={props.orderNumber}
            offer={offer}
            answer={check.answers[0]}
            outcome={check.outcome}
            sending={check.sending}
            onCompare={check.compare}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </dd>
    </dl>
  );
}
