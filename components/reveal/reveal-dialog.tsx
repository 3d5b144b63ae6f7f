"use client";

import { Eye } from "lucide-react";
import { useId, useState } from "react";
import type { RevealOffer, RevealPurpose } from "#server/operations/reveal/views";
import { textOrNull } from "@/components/asking/action-draft";
import type { AskingOutcome } from "@/components/asking/asking-outcome";
import { Choice } from "@/components/asking/choice";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { FieldError } from "@/components/asking/reason-fields";
import { useLive } from "@/components/live/live-provider";
import { Dialog } from "@/components/ui/dialog";
import { findRevealErrors, type RevealErrors } from "./reveal-errors.ts";
import type { RevealWish } from "./use-reveal.ts";

/** Asks what the customer's data is needed for, and says what that shows, for how long, and what is kept of it. */
export function RevealDialog(props: {
  orderNumber: string;
  offer: RevealOffer;
  outcome: AskingOutcome;
  sending: boolean;
  onAsk: (wish: RevealWish) => void;
  onClose: () => void;
}) {
  const { offer, orderNumber } = props;
  const id = useId();
  const live = useLive();
  const [revealUuid] = useState(() => crypto.randomUUID());
  const [purpose, setPurpose] = useState<RevealPurpose | null>(null);
  const [note, setNote] = useState("");
  const [errors, setErrors] = useState<RevealErrors>({});
  const offline = live.state === "offline";

  const ask = () => {
    if (props.sending || offline) return;
    const found = findRevealErrors(purpose, note);
    setErrors(found);
    if (purpose === null || Object.keys(found).length > 0) return;
    props.onAsk({ revealUuid, purpose, note: textOrNull(note) });
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      width="md:w-[480px]"
      title={
        <>
          Reveal the customer of{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span>?
        </>
      }
      description={`The page shows what the purpose needs for ${offer.minutes} minutes, then masks it again.`}
      closeLabel="Close, keep it masked"
      footer={
        <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            Keep it masked
          </button>
          <button
            type="button"
            className="btn btn-primary max-md:flex-1"
            aria-disabled={props.sending || offline}
            title={offline ? "You are offline" : undefined}
            onClick={ask}
          >
            <Eye className="size-4" strokeWidth={1.75} aria-hidden />
            Show for {offer.minutes} minutes
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        <fieldset aria-describedby={errors.purpose === undefined ? undefined : `${id}-purpose`}>
          <legend className="mb-1 font-medium">Purpose</legend>
          <div className="divide-y rounded-md border">
            {offer.purposes.map((each) => (
              <Choice
                key={each.purpose}
                name={`${id}-purpose-choice`}
                checked={purpose === each.purpose}
                onChoose={() => {
                  setErrors({});
                  setPurpose(each.purpose);
                }}
                title={each.label}
                text={`Shows ${each.shows}`}
              />
            ))}
          </div>
          <FieldError id={`${id}-purpose`} text={errors.purpose} />
        </fieldset>
        <label htmlFor={`${id}-note`} className="mb-1 mt-3 block font-medium">
          In your words{" "}
          {purpose === "other" ? null : (
            <span className="font-normal text-muted-foreground">(optional)</span>
          )}
        </label>
        <input
          id={`${id}-note`}
          className="input"
          maxLength={1000}
          autoComplete="off"
          value={note}
          aria-invalid={errors.note !== undefined}
          aria-describedby={errors.note === undefined ? undefined : `${id}-note-error`}
          onChange={(event) => {
            setErrors({});
            setNote(event.target.value);
          }}
        />
        <FieldError id={`${id}-note-error`} text={errors.note} />
        <p className="mt-3 text-xs text-muted-foreground text-pretty">{offer.rule}</p>
        <NotDoneAlert
          outcome={props.outcome}
          noteKept={note.trim() !== ""}
          showNow="Keep it masked"
          onShowNow={props.onClose}
        />
      </div>
    </Dialog>
  );
}
