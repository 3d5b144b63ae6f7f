import { PURPOSES, partWords, REVEAL_PURPOSES } from "./purposes.ts";
import { REVEAL_MINUTES } from "./reveal-customer.ts";
import type { RevealOffer } from "./views.ts";

export const REVEAL_OFFER: RevealOffer = {
  rule: "Support and admins may. It is kept for ever who saw what of which order, when and for what; the order’s history tells it too.",
  minutes: REVEAL_MINUTES,
  purposes: REVEAL_PURPOSES.map((purpose) => ({
    purpose,
    label: PURPOSES[purpose].label,
    shows: partWords(PURPOSES[purpose].parts),
  })),
};
