"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { outcomeOfError } from "@/components/asking/asking-outcome";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { readFieldErrors } from "@/components/trpc/field-errors";
import { Field } from "./field.tsx";
import { PasswordInput } from "./password-input.tsx";
import { passwordErrors } from "./password-words.ts";
import { RequestAlert } from "./request-alert.tsx";

/** Changes one's own password. What was typed stays until it is done. */
export function PasswordCard(props: {
  email: string;
  changedAt: string | null;
  shortest: number;
  onChanged: () => void;
}) {
  const client = useTRPCClient();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState({ current: "", next: "" });
  const [tooShort, setTooShort] = useState(false);
  const mutation = useMutation({
    mutationFn: () => client.account.changePassword.mutate(typed),
    onSuccess: () => {
      setTyped({ current: "", next: "" });
      props.onChanged();
    },
    onError: (error) => {
      const first = Object.hasOwn(readFieldErrors(error), "/next") ? "next" : "current";
      const field = form.current?.elements.namedItem(first);
      if (field instanceof HTMLInputElement) field.focus();
    },
  });
  const errors = passwordErrors(readFieldErrors(mutation.error), props.shortest);
  if (tooShort) errors.next = `It is shorter than ${props.shortest} characters. Add another word.`;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mutation.isPending || typed.current === "") return;
    const isShort = typed.next.normalize("NFKC").length < props.shortest;
    setTooShort(isShort);
    if (!isShort) mutation.mutate();
  };
  const change = (name: "current" | "next") => (event: { target: HTMLInputElement }) => {
    setTooShort(false);
    if (mutation.isError || mutation.isSuccess) mutation.reset();
    setTyped({ ...typed, [name]: event.target.value });
  };
  const known = errors.current !== undefined || errors.next !== undefined;
  return (
    <section className="card" aria-labelledby="password-title">
      <div className="card-h">
        <h2 id="password-title">Password</h2>
        {props.changedAt === null ? null : (
          <span className="ml-auto text-xs text-muted-foreground">
            Last set <Time at={props.changedAt} />
          </span>
        )}
      </div>
      <form ref={form} className="grid gap-4 p-4" onSubmit={submit} noValidate>
        {/* For password managers: whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={props.email} readOnly />
        <Field label="Current password" error={errors.current}>
          {(names) => (
            <PasswordInput
              {...names}
              of="current password"
              name="current"
              autoComplete="current-password"
              value={typed.current}
              onChange={change("current")}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint={`At least ${props.shortest} characters. A few words that have nothing to do with you are best.`}
          error={errors.next}
        >
          {(names) => (
            <PasswordInput
              {...names}
              of="new password"
              name="next"
              autoComplete="new-password"
              value={typed.next}
              onChange={change("next")}
            />
          )}
        </Field>
        {mutation.isError && !known ? (
          <RequestAlert outcome={outcomeOfError(mutation.error)} />
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <button
            type="submit"
            className="btn btn-primary !h-9"
            aria-disabled={mutation.isPending || typed.current === ""}
          >
            Change the password
          </button>
          <p className="text-xs text-muted-foreground">
            {typed.current === "" ? "Type the current one first. " : ""}
            It ends your other sessions.
          </p>
        </div>
        <p role="status" className={mutation.isSuccess ? "flex items-center gap-2" : "sr-only"}>
          {mutation.isSuccess ? (
            <>
              <CircleCheck className="size-4 shrink-0 text-done" strokeWidth={1.75} aria-hidden />
              <span>
                The password is changed.{" "}
                {mutation.data.endedSessions === 0
                  ? "There was no other session."
                  : mutation.data.endedSessions === 1
                    ? "1 other session was ended."
                    : `${mutation.data.endedSessions} other sessions were ended.`}
              </span>
            </>
          ) : null}
        </p>
      </form>
    </section>
  );
}
