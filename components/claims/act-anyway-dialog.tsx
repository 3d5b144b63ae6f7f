"use client";

import type { ClaimView } from "#server/operations/claims/views";
import { Time } from "@/components/time/time";
import { Dialog } from "@/components/ui/dialog";

/** Asked before somebody acts on an order that a colleague looks after. It forbids nothing. */
export function ActAnywayDialog(props: {
  claim: ClaimView;
  orderNumber: string;
  onClose: () => void;
  onGoOn: () => void;
}) {
  const { claim } = props;
  const keep = `Leave it to ${claim.ownerName}`;
  return (
    <Dialog
      open
      onClose={props.onClose}
      width="md:w-[480px]"
      title={
        <>
          Act on{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{props.orderNumber}</span>{" "}
          although {claim.ownerName} has it?
        </>
      }
      description={
        <>
          {claim.ownerName} has this order until <Time at={claim.until} />.
        </>
      }
      closeLabel={`Close, ${keep.toLowerCase()}`}
      footer={
        <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            {keep}
          </button>
          <button type="button" className="btn btn-primary max-md:flex-1" onClick={props.onGoOn}>
            Act anyway
          </button>
        </div>
      }
    >
      <p className="px-4 py-3 md:px-5">
        They may be on the phone about it. Nothing is lost if you both act: whoever is second is
        told what the first has done.
      </p>
    </Dialog>
  );
}
