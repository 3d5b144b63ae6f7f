"use client";

import { SquareCheck } from "lucide-react";
import { useId, useState } from "react";
import { Choice } from "@/components/asking/choice";
import { FieldError } from "@/components/asking/reason-fields";
import { stepInDoubt } from "../action-kind.ts";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";
import type { Evidence } from "./use-order-action.ts";

type Answer = "happened" | "not" | "";

// What partners use as ids. Free text has no place in it: it goes into an event.
const IDENTIFIER = /^[\w.:/-]{1,100}$/;

/** An admin records what is true at the partner, with the evidence for it. */
export function ResolveDialog(props: ActionDialogProps) {
  const step = stepInDoubt(props.view);
  const [answer, setAnswer] = useState<Answer>("");
  const [reference, setReference] = useState("");
  const [trackingNumber, setTrackingNumber] = useState("");
  const [errors, setErrors] = useState<{
    answer?: string;
    reference?: string;
    trackingNumber?: string;
  }>({});
  const happened = answer === "happened";

  const readEvidence = (): Evidence | null => {
    const found = {
      ...(answer === "" ? { answer: "Say which of the two is so." } : {}),
      ...(happened && !step.undo && !IDENTIFIER.test(reference.trim())
        ? { reference: "Copy it from the partner’s portal: letters, digits and . : / _ - only." }
        : {}),
      ...(happened && trackingNumber.trim() !== "" && !IDENTIFIER.test(trackingNumber.trim())
        ? { trackingNumber: "Letters, digits and . : / _ - only." }
        : {}),
    };
    setErrors(found);
    return Object.keys(found).length > 0 ? null : { happened, reference, trackingNumber };
  };

  return (
    <ActionDialog
      {...props}
      title={
        <>
          Record what happened to{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">
            {props.view.orderNumber}
          </span>
          ?
        </>
      }
      description={`In doubt: ${step.title.toLowerCase()}. Record only what you have seen at the partner or have in writing.`}
      keep="Leave it open"
      confirm={
        <>
          <SquareCheck className="size-4" strokeWidth={1.75} aria-hidden />
          Record it
        </>
      }
      unchanged="If the order moves first, nothing is recorded."
      noteLabel="Evidence: who confirmed it, when, how"
      noteRequired
      readEvidence={readEvidence}
    >
      <fieldset>
        <legend className="mb-1 font-medium">{step.title}</legend>
        <div className="divide-y rounded-md border">
          <Choice
            name="resolve-answer"
            checked={happened}
            onChoose={() => setAnswer("happened")}
            title={step.undo ? "It was undone" : "It was done"}
            text={
              step.undo
                ? "The undo goes on with the next entry."
                : "The order goes on with the next step, under the reference below."
            }
          />
          {props.view.actions.resolve.notHappened ? (
            <Choice
              name="resolve-answer"
              checked={answer === "not"}
              onChoose={() => setAnswer("not")}
              title={step.undo ? "It was not undone" : "It was not done"}
              text={
                step.undo
                  ? "The order stays shipped, and nothing else is undone."
                  : "The order is undone, this step included, in case it exists after all."
              }
            />
          ) : null}
        </div>
        <FieldError id="resolve-answer-error" text={errors.answer} />
      </fieldset>
      {happened && !step.undo ? (
        <div className="mt-3 grid gap-3 md:grid-cols-2">
          <TextField
            label="The partner’s reference"
            value={reference}
            error={errors.reference}
            onChange={setReference}
          />
          {step.tracked ? (
            <TextField
              label="Tracking number"
              optional
              value={trackingNumber}
              error={errors.trackingNumber}
              onChange={setTrackingNumber}
            />
          ) : null}
        </div>
      ) : null}
    </ActionDialog>
  );
}

function TextField(props: {
  label: string;
  optional?: boolean;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {props.label}{" "}
        {props.optional ? (
          <span className="font-normal text-muted-foreground">(optional)</span>
        ) : null}
      </label>
      <input
        id={id}
        className="input mono"
        value={props.value}
        autoComplete="off"
        maxLength={100}
        aria-invalid={props.error !== undefined}
        aria-describedby={props.error === undefined ? undefined : `${id}-error`}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <FieldError id={`${id}-error`} text={props.error} />
    </div>
  );
}
