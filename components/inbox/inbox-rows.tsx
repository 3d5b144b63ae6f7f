import { TakeOverDialog } from "@/components/claims/take-over-dialog";
import { InboxRow } from "./inbox-row.tsx";
import type { RowClaims } from "./use-row-claims.ts";

/** Orders that wait for a person, each with its owner and the way to claim it. */
export function InboxRows({ claims, current }: { claims: RowClaims; current: string | null }) {
  const { rows, off, claim, takeOver, endTakeOver, onAnswer } = claims;
  return (
    <>
      <ol className="divide-y">
        {rows.map((each) => (
          <InboxRow
            key={each.row.sagaUuid}
            shown={each}
            current={each.row.sagaUuid === current}
            off={off}
            onClaim={() => claim(each.row)}
          />
        ))}
      </ol>
      {takeOver === null ? null : (
        <TakeOverDialog
          key={takeOver.claim.claimId}
          order={takeOver}
          onClose={endTakeOver}
          onAnswer={(answer) => onAnswer(takeOver.sagaUuid, answer)}
        />
      )}
    </>
  );
}

/** What is to be told of a press that did not make the order ours. */
export function ClaimSaid({ said }: { said: string | null }) {
  return (
    <p role="status" className={said === null ? "sr-only" : "border-b bg-wait-bg px-4 py-1.5"}>
      {said}
    </p>
  );
}
