"use client";

import { Scale } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { CallerCheckField, CallerCheckOffer } from "#server/operations/caller-check/views";
import type { AskingOutcome } from "@/components/asking/asking-outcome";
import { Choice } from "@/components/asking/choice";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { FieldError } from "@/components/asking/reason-fields";
import { useLive } from "@/components/live/live-provider";
import { useNow } from "@/components/time/clock";
import { Dialog } from "@/components/ui/dialog";
import { findCallerCheckError } from "./caller-check-errors.ts";
import { CallerCheckResult } from "./caller-check-result.tsx";
import type { CallerCheckAnswered, CallerCheckWish } from "./use-caller-check.ts";

/** Another value is another check: only the same one, sent again, may be answered from the record. */
const draftOf = (field: CallerCheckField, value: string): CallerCheckWish => ({
  checkUuid: crypto.randomUUID(),
  field,
  value,
});

/** Asks what the caller says, and tells whether it fits without showing what is stored. */
export function CallerCheckDialog(props: {
  orderNumber: string;
  offer: CallerCheckOffer;
  /** The newest, also of an earlier time that the dialog was open. */
  answer: CallerCheckAnswered | undefined;
  outcome: AskingOutcome;
  sending: boolean;
  onCompare: (wish: CallerCheckWish) => void;
  onClose: () => void;
}) {
  const { offer, answer } = props;
  const id = useId();
  const now = useNow();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => draftOf("birth_date", ""));
  const [error, setError] = useState<string>();
  const isOffline = useLive().state === "offline";
  const areUsedUp = answer !== undefined && isAhead(answer.againAt, now);
  const isAnswered = answer !== undefined && answer.checkUuid === draft.checkUuid;
  const isOff = props.sending || isOffline || areUsedUp;
  const label = offer.fields.find(({ field }) => field === draft.field)?.label;

  const change = (field: CallerCheckField, value: string) => {
    setError(undefined);
    setDraft(draftOf(field, value));
  };
  const compare = () => {
    if (isOff) return;
    const wish = { ...draft, value: draft.value.trim() };
    const found = findCallerCheckError(wish.field, wish.value, dayOf(now));
    setError(found);
    if (found === undefined) props.onCompare(wish);
    else input.current?.focus();
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      width="md:w-[480px]"
      title={
        <>
          Is the caller the customer of{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{props.orderNumber}</span>?
        </>
      }
      description={`What the caller says is compared with the order, ${offer.triesAnHour} times an hour at most. What is stored stays hidden.`}
      closeLabel="Close the caller check"
      footer={
        <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            Close
          </button>
          <button
            type="button"
            className="btn btn-primary max-md:flex-1"
            aria-disabled={isOff}
            title={offBecause(isOffline, areUsedUp)}
            onClick={compare}
          >
            <Scale className="size-4" strokeWidth={1.75} aria-hidden />
            Compare
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        <fieldset>
          <legend className="mb-1 font-medium">Compare</legend>
          <div className="divide-y rounded-md border">
            {offer.fields.map((each) => (
              <Choice
                key={each.field}
                name={`${id}-field`}
                checked={draft.field === each.field}
                onChoose={() => change(each.field, "")}
                title={each.label}
                text={each.hint}
              />
            ))}
          </div>
        </fieldset>
        <label htmlFor={`${id}-value`} className="mb-1 mt-3 block font-medium">
          {label} that the caller gives
        </label>
        <input
          // One kind of field does not take over what stands in the other.
          key={draft.field}
          ref={input}
          id={`${id}-value`}
          className="input max-w-[220px]"
          {...(draft.field === "zip"
            ? { inputMode: "numeric", maxLength: 10 }
            : { type: "date", min: "1900-01-01", max: dayOf(now) })}
          autoComplete="off"
          value={draft.value}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => change(draft.field, event.target.value)}
        />
        <FieldError id={`${id}-error`} text={error} />
        <div role="status" className="mt-3 min-h-5">
          {isAnswered || areUsedUp ? (
            <CallerCheckResult answer={answer} isNewest offer={offer} />
          ) : null}
        </div>
        <p className="mt-3 text-xs text-muted-foreground text-pretty">{offer.rule}</p>
        <NotDoneAlert
          outcome={props.outcome}
          noteKept={false}
          showNow="Close"
          onShowNow={props.onClose}
        />
      </div>
    </Dialog>
  );
}

function isAhead(at: string | null, now: number): boolean {
  return at !== null && now < Date.parse(at);
}

/** The latest day that it is anywhere, as the server sees it. */
function dayOf(now: number): string {
  return new Date(now + 14 * 3_600_000).toISOString().slice(0, 10);
}

function offBecause(isOffline: boolean, areUsedUp: boolean): string | undefined {
  if (isOffline) return "You are offline";
  return areUsedUp ? "No tries are left for now" : undefined;
}
