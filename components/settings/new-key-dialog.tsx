"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ChoiceField, TextField } from "./fields.tsx";
import { EMPTY_KEY, keyErrors, LIFETIMES, RIGHTS } from "./key-draft.ts";
import { ShownOnceDialog } from "./shown-once-dialog.tsx";

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
      <ShownOnceDialog
        kind="key"
        value={made.key}
        title={`The key “${draft.name.trim()}”`}
        description={
          <>
            For the storefront {made.clientId}, until <Time at={made.expiresAt} />.
          </>
        }
        onClose={onClose}
      />
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
      <TextField
        label="Name"
        hint="By which you will know it in a year."
        error={errors.name}
        maxLength={100}
        value={draft.name}
        onType={(name) => change({ name })}
      />
      <TextField
        label="Storefront"
        hint="Orders belong to the storefront, not to the key: all of its keys see them."
        error={errors.clientId}
        spellCheck={false}
        maxLength={63}
        value={draft.clientId}
        onType={(clientId) => change({ clientId })}
      />
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
      <ChoiceField
        label="It opens for"
        choices={LIFETIMES}
        value={draft.lifetimeDays}
        onChoose={(lifetimeDays) => change({ lifetimeDays })}
      />
    </ConfirmDialog>
  );
}
