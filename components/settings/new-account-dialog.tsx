"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { StaffRole } from "#server/operations/settings/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";
import { readFieldErrors } from "@/components/trpc/field-errors";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ChoiceField, TextField } from "./fields.tsx";
import { ShownOnceDialog } from "./shown-once-dialog.tsx";

const ROLES = [
  { value: "support", words: "Support" },
  { value: "admin", words: "Admin" },
] as const satisfies readonly { value: StaffRole; words: string }[];
const NAME_ERROR = "Write the name as colleagues know it.";
const EMAIL_ERROR = "Write an address like dana@pharmacy.example.";

/** Makes an account; its password is shown once, in the same dialog. */
export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const client = useTRPCClient();
  const [draft, setDraft] = useState<{ name: string; email: string; role: StaffRole }>({
    name: "",
    email: "",
    role: "support",
  });
  const mutation = useMutation({
    mutationFn: () =>
      client.accounts.create.mutate({
        ...draft,
        name: draft.name.trim(),
        email: draft.email.trim(),
      }),
  });
  const [tried, setTried] = useState(false);
  const refused = readFieldErrors(mutation.error);
  const errors = tried ? errorsOf(draft, refused) : {};
  const isAboutAField = errors.name !== undefined || errors.email !== undefined;
  const outcome: AskingOutcome =
    mutation.isError && !isAboutAField ? outcomeOfError(mutation.error) : { type: "none" };
  if (mutation.data !== undefined) {
    return (
      <ShownOnceDialog
        kind="password"
        value={mutation.data.password}
        title={`${draft.name.trim()} has an account`}
        description={`They sign in with ${mutation.data.email}.`}
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
      title="New account"
      description="For one person: what they do is recorded with their name."
      keep="Make none"
      confirm="Make the account"
      sending={mutation.isPending}
      outcome={outcome}
      onConfirm={() => {
        setTried(true);
        if (Object.keys(errorsOf(draft, {})).length === 0) mutation.mutate();
      }}
      onClose={onClose}
    >
      <TextField
        label="Name"
        error={errors.name}
        maxLength={100}
        value={draft.name}
        onType={(name) => change({ name })}
      />
      <TextField
        label="E-mail"
        hint="They sign in with it. No mail is sent to it."
        error={errors.email}
        type="email"
        maxLength={254}
        value={draft.email}
        onType={(email) => change({ email })}
      />
      <ChoiceField
        label="Role"
        hint={
          draft.role === "admin"
            ? "May also manage accounts, API keys and partners, and record by hand."
            : "May work on orders: retry, undo, hold, tell the customer."
        }
        choices={ROLES}
        value={draft.role}
        onChoose={(role) => change({ role })}
      />
    </ConfirmDialog>
  );
}

function errorsOf(
  draft: { name: string; email: string },
  refused: Readonly<Record<string, string>>,
): { name?: string; email?: string } {
  const taken = refused["/email"] === "email_taken";
  const noEmail = !/^\S+@\S+\.\S+$/.test(draft.email.trim()) || refused["/email"] !== undefined;
  return {
    ...(draft.name.trim() === "" || refused["/name"] !== undefined ? { name: NAME_ERROR } : {}),
    ...(taken
      ? { email: "Somebody has an account with this address already." }
      : noEmail
        ? { email: EMAIL_ERROR }
        : {}),
  };
}
