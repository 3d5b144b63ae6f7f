import type { RevealPurpose } from "#server/operations/reveal/views";

export type RevealErrors = { purpose?: string; note?: string };

// Shorter than this a note says nothing; the server thinks so too.
const SHORTEST_NOTE = 10;

export function findRevealErrors(purpose: RevealPurpose | null, note: string): RevealErrors {
  if (purpose === null) return { purpose: "Choose a purpose. It stands in the record." };
  if (purpose !== "other" || note.trim().length >= SHORTEST_NOTE) return {};
  return { note: `Write at least ${SHORTEST_NOTE} letters: the list does not say why.` };
}
