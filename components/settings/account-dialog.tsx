"use client";

import { useMutation } from "@tanstack/react-query";
import type { AccountView } from "#server/operations/settings/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ShownOnceDialog } from "./shown-once-dialog.tsx";

export type AccountChange = "role" | "password" | "disable" | "enable";
export type OpenedAccount = { account: AccountView; kind: AccountChange };

/** Asks before an account is changed; a new password is shown in the same dialog, once. */
export function AccountDialog({ opened, onClose }: { opened: OpenedAccount; onClose: () => void }) {
  const { account, kind } = opened;
  const client = useTRPCClient();
  const mutation = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const accountId = account.id;
      switch (kind) {
        case "role":
          await client.accounts.setRole.mutate({ accountId, role: otherRole(account) });
          return null;
        case "password":
          return (await client.accounts.resetPassword.mutate({ accountId })).password;
        case "disable":
        case "enable":
          await client.accounts.setDisabled.mutate({ accountId, disabled: kind === "disable" });
          return null;
      }
    },
    onSuccess: (password) => (password === null ? onClose() : undefined),
  });
  const outcome: AskingOutcome = mutation.isError
    ? outcomeOfError(mutation.error)
    : { type: "none" };
  const words = wordsOf(opened);
  const password = mutation.data;
  if (typeof password === "string") {
    return (
      <ShownOnceDialog
        kind="password"
        value={password}
        title={`New password of ${account.name}`}
        description="The one before opens nothing any more, and their sessions have ended."
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      {...words}
      danger={kind === "disable"}
      sending={mutation.isPending}
      outcome={outcome}
      onConfirm={() => mutation.mutate()}
      onClose={onClose}
    >
      <p className="max-w-[60ch] text-pretty">{words.happens}</p>
    </ConfirmDialog>
  );
}

const otherRole = ({ role }: AccountView) => (role === "admin" ? "support" : "admin");

function wordsOf({ account, kind }: OpenedAccount) {
  const { name, email } = account;
  switch (kind) {
    case "role":
      return otherRole(account) === "admin"
        ? {
            title: `Make ${name} an admin?`,
            description: email,
            happens:
              "An admin may also make accounts and API keys, hold partners, and record by hand what no machine could learn. It counts from their next click on.",
            keep: "Leave them Support",
            confirm: "Make them Admin",
          }
        : {
            title: `Take the role Admin from ${name}?`,
            description: email,
            happens:
              "They may still work on orders, and no longer on accounts, API keys and partners. It counts from their next click on.",
            keep: "Leave them Admin",
            confirm: "Make them Support",
          };
    case "password":
      return {
        title: `Give ${name} a new password?`,
        description: email,
        happens:
          "The password of now opens nothing any more, and all their sessions end at once. You see the new one once, to hand it over.",
        keep: "Leave the password",
        confirm: "Give a new password",
      };
    case "disable":
      return {
        title: `Disable the account of ${name}?`,
        description: email,
        happens:
          "They cannot sign in, and their sessions end at once. What they did stays in the record with their name. It can be enabled again.",
        keep: "Leave it enabled",
        confirm: "Disable the account",
      };
    case "enable":
      return {
        title: `Enable the account of ${name}?`,
        description: email,
        happens:
          "They can sign in again with the password that they had, and have the role that they had.",
        keep: "Leave it disabled",
        confirm: "Enable the account",
      };
  }
}
