"use client";

import { useState } from "react";
import type { ClaimAnswer } from "#server/operations/claims/views";
import type { TakenOver } from "@/components/claims/take-over-dialog";
import { useClaiming } from "@/components/claims/use-claiming";
import { useLive } from "@/components/live/live-provider";
import type { ShownRow } from "./freshness.ts";
import { focusRow } from "./use-inbox-keys.ts";

/** The ways to claim what stands in rows, and the rows with what was claimed here. */
export function useRowClaims(shown: readonly ShownRow[], onClaimed: () => void) {
  const off = useLive().state === "offline";
  const [takeOver, setTakeOver] = useState<TakenOver | null>(null);
  // What was claimed here stays in its row, also where the view holds only what nobody has.
  const [claimed, setClaimed] = useState<ReadonlyMap<string, ClaimAnswer["claim"]>>(new Map());
  const onAnswer = (sagaUuid: string, answer: ClaimAnswer) => {
    setTakeOver(null);
    setClaimed((before) => new Map(before).set(sagaUuid, answer.claim));
    onClaimed();
    focusRow(sagaUuid);
  };
  const claiming = useClaiming(onAnswer);
  return {
    rows: shown.map((each) => withClaim(each, claimed)),
    off,
    /** What is to be told of the last press, when the order did not become ours. */
    said: claiming.said,
    claim: (row: ShownRow["row"]) => {
      if (off || row.claim?.mine) return;
      if (row.claim === null) claiming.claim(row);
      else setTakeOver({ ...row, claim: row.claim });
    },
    takeOver,
    endTakeOver: () => setTakeOver(null),
    onAnswer,
  };
}
export type RowClaims = ReturnType<typeof useRowClaims>;

function withClaim(each: ShownRow, claimed: ReadonlyMap<string, ClaimAnswer["claim"]>): ShownRow {
  const claim = claimed.get(each.row.sagaUuid);
  if (claim === undefined || !each.leftView) return each;
  return { row: { ...each.row, claim }, leftView: false };
}
