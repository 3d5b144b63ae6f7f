"use client";

import { useMutation } from "@tanstack/react-query";
import { CirclePause, CirclePlay } from "lucide-react";
import { useState } from "react";
import type { ActionReason } from "#server/operations/order-actions/views";
import type { PartnerView } from "#server/operations/partners/views";
import { EMPTY_DRAFT, textOrNull } from "@/components/asking/action-draft";
import { AskDialog } from "@/components/asking/ask-dialog";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";

export type OpenedPartner = {
  partner: PartnerView;
  kind: "hold" | "release";
  /** Made once per opened dialog: pressing twice does nothing twice. */
  actionId: string;
};

const WORDS = {
  hold: {
    question: "Hold",
    description: "No call to this partner leaves until somebody releases it.",
    happens:
      "Orders that need it wait where they are. Their time does not run, and no attempt is used.",
    untouched:
      "Calls that have already left: their answers are recorded. Orders at other partners.",
    keep: "Let calls leave",
    confirm: "Hold the partner",
    icon: CirclePause,
  },
  release: {
    question: "Release",
    description: "Calls leave again, first those of the orders that waited.",
    happens: "Each order that waited goes on where it stood, with a full time limit.",
    untouched:
      "Orders that somebody put on hold one by one. If the partner fails, its calls stop again by themselves.",
    keep: "Keep it on hold",
    confirm: "Release the partner",
    icon: CirclePlay,
  },
} as const;

/** Stops all calls to a partner, or lets them leave again. */
export function PartnerDialog(props: { opened: OpenedPartner; onClose: () => void }) {
  const { partner, kind, actionId } = props.opened;
  const client = useTRPCClient();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: (reason: ActionReason) =>
      client.partners[kind].mutate({
        actionId,
        partner: partner.partner,
        reason,
        note: textOrNull(draft.note),
      }),
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: props.onClose,
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  const text = WORDS[kind];
  const Icon = text.icon;
  const waiting = partner.directions.reduce((sum, { orders }) => sum + orders.count, 0);
  return (
    <AskDialog
      words={{
        title: `${text.question} ${partner.name}?`,
        description: text.description,
        keep: text.keep,
        confirm: (
          <>
            <Icon className="size-4" strokeWidth={1.75} aria-hidden />
            {text.confirm}
          </>
        ),
        foot: "Every worker follows within two seconds.",
        showNow: "Show the partners as they are now",
      }}
      draft={draft}
      outcome={outcome}
      sending={mutation.isPending}
      onDraft={setDraft}
      onConfirm={(reason) => mutation.mutate(reason)}
      onClose={props.onClose}
      onShowNow={props.onClose}
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Now</dt>
        <dd>
          {waiting === 1 ? "1 order is" : `${waiting.toLocaleString("en-US")} orders are`} at{" "}
          {partner.name}.
        </dd>
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>{text.happens}</dd>
        <dt className="text-muted-foreground">Not touched</dt>
        <dd>{text.untouched}</dd>
      </dl>
    </AskDialog>
  );
}
