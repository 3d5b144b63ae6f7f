"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Field } from "./field.tsx";
import { STORE } from "./key-dialog.tsx";
import { EMPTY_KEY, keyErrors, LIFETIMES, RIGHTS } from "./key-draft.ts";
import { ShownOnce } from "./shown-once.tsx";

/** Makes a key; it is shown once, in the same dialog. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const client = useTRPCClient();
  const [draft, setDraft] = useState(EMPTY_KEY);
  const [tried, setTried] = useState(false);
  const mutation = useMutation({
    mutationFn: () => client.apiKeys.create.mutate({ ...draft, name: draft.name.trim() }),
  });
  const errors = tried ? keyErrors(draft) : {};
  const outcome: AskingOutcome = mutation.isError
    ? outcomeOfError(mutation.error)
    : { type: "none" };
  const made = mutation.data;
  if (made !== undefined) {
    return (
      <ConfirmDialog
        title={`The key “${draft.name.trim()}”`}
        description={
          <>
            For the storefront {made.clientId}, until <Time at={made.expiresAt} />.
          </>
        }
        keep="I have stored it"
        sending={false}
        outcome={outcome}
        onClose={onClose}
      >
        <ShownOnce label="API key" name="the key" value={made.key} hint={STORE} />
      </ConfirmDialog>
    );
  }
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part });
    setTried(false);
  };
  return (
    <ConfirmDialog
      title="New API key"
      description="One for each storefront and each place that it runs at."
      keep="Make none"
      confirm="Make the key"
      sending={mutation.isPending}
      outcome={outcome}
      onConfirm={() => {
        setTried(true);
        if (Object.keys(keyErrors(draft)).length === 0) mutation.mutate();
      }}
      onClose={onClose}
    >
      <Field label="Name" hint="By which you will know it in a year." error={errors.name}>
        {(names) => (
          <input
            {...names}
            className="input !h-9"
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Storefront"
        hint="Orders belong to the storefront, not to the key: all of its keys see them."
        error={errors.clientId}
      >
        {(names) => (
          <input
            {...names}
            className="input !h-9"
            autoComplete="off"
            spellCheck={false}
            maxLength={63}
            value={draft.clientId}
            onChange={(event) => change({ clientId: event.target.value })}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 font-medium">It may</legend>
        <div className="flex flex-wrap gap-x-5">
          {RIGHTS.map(({ scope, words }) => (
            <label key={scope} className="flex h-7 items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-[var(--primary)]"
                checked={draft.scopes.includes(scope)}
                onChange={(event) =>
                  change({
                    scopes: RIGHTS.map((each) => each.scope).filter((each) =>
                      each === scope ? event.target.checked : draft.scopes.includes(each),
                    ),
                  })
                }
              />
              {words}
            </label>
          ))}
        </div>
        {errors.scopes === undefined ? null : (
          <p className="mt-1 text-xs text-act">{errors.scopes}</p>
        )}
      </fieldset>
      <Field label="It opens for" error={undefined}>
        {(names) => (
          <select
            {...names}
            className="input !h-9 appearance-auto"
            value={draft.lifetimeDays}
            onChange={(event) => {
              const days = LIFETIMES.find((each) => each === Number(event.target.value));
              if (days) change({ lifetimeDays: days });
            }}
          >
            {LIFETIMES.map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </select>
        )}
      </Field>
    </ConfirmDialog>
  );
}
