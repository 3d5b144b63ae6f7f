"use client";

import { Hand } from "lucide-react";
import { useState } from "react";
import type { ClaimView } from "#server/operations/claims/views";
import { Kbd } from "@/components/console/kbd";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { Time } from "@/components/time/time";
import { type TakenOver, TakeOverDialog } from "./take-over-dialog.tsx";
import type { OrderClaim } from "./use-claim.ts";

/** Who has the order and until when, in the head of its page. It keeps its height, whatever it says. */
export function ClaimLine(props: {
  order: { sagaUuid: string; orderNumber: string };
  claim: OrderClaim;
  off: boolean;
}) {
  const { order, off } = props;
  const { claim, said, claimIt, release, onTakenOver } = props.claim;
  const [takeOver, setTakeOver] = useState<TakenOver | null>(null);
  const reach = () => {
    if (off || claim === undefined || claim?.mine) return;
    if (claim === null) claimIt();
    else setTakeOver({ ...order, claim });
  };
  useHotkeys({ c: reach });
  return (
    <div className="mt-1 flex min-h-7 flex-wrap items-center gap-x-2 text-muted-foreground">
      <span className="flex min-w-0 items-start gap-2">
        <Hand className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} aria-hidden />
        <span role="status">
          {said === null ? null : <span className="text-foreground">{said} </span>}
          <Owner claim={claim} />
        </span>
      </span>
      {claim === undefined ? null : (
        <button
          type="button"
          className="btn btn-ghost btn-sm !px-2 !text-foreground"
          aria-disabled={off}
          title={off ? "You are offline." : undefined}
          onClick={() => {
            if (off) return;
            if (claim?.mine) release();
            else reach();
          }}
        >
          {claim === null ? "Claim" : claim.mine ? "Give back" : "Take over…"}
          {claim?.mine ? null : (
            <span className="hidden md:inline">
              <Kbd>c</Kbd>
            </span>
          )}
        </button>
      )}
      {takeOver === null ? null : (
        <TakeOverDialog
          key={takeOver.claim.claimId}
          order={takeOver}
          onClose={() => setTakeOver(null)}
          onAnswer={(answer) => {
            setTakeOver(null);
            onTakenOver(answer);
          }}
        />
      )}
    </div>
  );
}

function Owner({ claim }: { claim: ClaimView | null | undefined }) {
  if (claim === undefined) return null;
  if (claim === null) return "Nobody has claimed this order";
  return (
    <>
      {claim.mine ? (
        <span className="text-foreground">
          Claimed by you until <Time at={claim.until} />
        </span>
      ) : (
        <span className="text-foreground">
          {claim.ownerName} has this until <Time at={claim.until} />
        </span>
      )}
      {claim.takenOver === null ? null : (
        <span className="break-words">
          , taken over from {claim.takenOver.from}: “{claim.takenOver.note}”
        </span>
      )}
    </>
  );
}
