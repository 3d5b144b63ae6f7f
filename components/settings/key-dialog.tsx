"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiKeyView } from "#server/operations/settings/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ChoiceField } from "./fields.tsx";
import { ShownOnceDialog } from "./shown-once-dialog.tsx";

export type OpenedKey = { apiKey: ApiKeyView; kind: "rotate" | "revoke" };

const OVERLAP_HOURS = [
  { value: 1, words: "1 hour" },
  { value: 24, words: "1 day" },
  { value: 168, words: "1 week" },
] as const;
type Hours = (typeof OVERLAP_HOURS)[number]["value"];

export function KeyDialog({ opened, onClose }: { opened: OpenedKey; onClose: () => void }) {
  return opened.kind === "rotate" ? (
    <RotateDialog apiKey={opened.apiKey} onClose={onClose} />
  ) : (
    <RevokeDialog apiKey={opened.apiKey} onClose={onClose} />
  );
}

function RotateDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const client = useTRPCClient();
  const [overlapHours, setOverlap] = useState<Hours>(24);
  const mutation = useMutation({
    mutationFn: () => client.apiKeys.rotate.mutate({ id: apiKey.id, overlapHours }),
  });
  const made = mutation.data;
  if (made !== undefined) {
    return (
      <ShownOnceDialog
        kind="key"
        value={made.key}
        title={`The new key of ${apiKey.name}`}
        description={
          <>
            The old one opens until <Time at={made.oldEndsAt} />. Put this one in its place by then.
          </>
        }
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      title={`Replace the key “${apiKey.name}”?`}
      description={`Storefront ${apiKey.clientId}, ${apiKey.start}…`}
      keep="Leave it as it is"
      confirm="Make the new key"
      sending={mutation.isPending}
      outcome={outcomeOf(mutation)}
      onConfirm={() => mutation.mutate()}
      onClose={onClose}
    >
      <p className="max-w-[60ch] text-pretty">
        A new key is made for the same storefront with the same rights. Both open until the old one
        ends, so that no order is refused while it is exchanged.
      </p>
      <ChoiceField
        label="The old key opens for"
        choices={OVERLAP_HOURS}
        value={overlapHours}
        onChoose={setOverlap}
      />
    </ConfirmDialog>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const client = useTRPCClient();
  const mutation = useMutation({
    mutationFn: () => client.apiKeys.revoke.mutate({ id: apiKey.id }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      title={`Revoke the key “${apiKey.name}”?`}
      description={`Storefront ${apiKey.clientId}, ${apiKey.start}…`}
      keep="Keep the key"
      confirm="Revoke the key"
      danger
      sending={mutation.isPending}
      outcome={outcomeOf(mutation)}
      onConfirm={() => mutation.mutate()}
      onClose={onClose}
    >
      <p className="max-w-[60ch] text-pretty">
        Within 5 s it opens nothing any more, and whoever uses it is refused.{" "}
        <span className="font-medium">This cannot be taken back.</span> Orders that were placed with
        it go on.
      </p>
      <p className="text-muted-foreground">
        {apiKey.lastUsedAt === null ? (
          "It was never used."
        ) : (
          <>
            It was last used <Time at={apiKey.lastUsedAt} />.
          </>
        )}
      </p>
    </ConfirmDialog>
  );
}

function outcomeOf(mutation: { isError: boolean; error: unknown }): AskingOutcome {
  return mutation.isError ? outcomeOfError(mutation.error) : { type: "none" };
}
