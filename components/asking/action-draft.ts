import type { ActionReason } from "#server/operations/order-actions/views";

/** What a person has chosen and typed so far; it stays whatever happens. */
export type ActionDraft = { reasonCode: ActionReason | ""; note: string };
export type ReasonErrors = { reasonCode?: string; note?: string };

export const EMPTY_DRAFT: ActionDraft = { reasonCode: "", note: "" };

// Shorter than this a note says nothing; the server thinks so too.
const SHORTEST_NOTE = 10;

export function findErrors(draft: ActionDraft, noteRequired: boolean): ReasonErrors {
  return {
    ...(draft.reasonCode === "" ? { reasonCode: "Choose why. It stands in the record." } : {}),
    ...(noteRequired && draft.note.trim().length < SHORTEST_NOTE
      ? { note: `Write at least ${SHORTEST_NOTE} letters: it stands in the record.` }
      : {}),
  };
}

export function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
