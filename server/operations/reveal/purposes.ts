import type { RevealPurpose } from "#db/queries/reveals";

/** In their order on the screen. */
export const REVEAL_PURPOSES = [
  "customer_on_the_line",
  "delivery_problem",
  "clinical_question",
  "investigation",
  "other",
] as const satisfies readonly RevealPurpose[];

/** Parts of what a storefront sent about a person, shown together. */
export type RevealPart = "contact" | "birth_date" | "address" | "medicines";

type Purpose = {
  /** In the list that a person chooses from. */
  label: string;
  /** In the order's history, after "Purpose:". */
  told: string;
  /** No more than the purpose needs. */
  parts: readonly RevealPart[];
};

export const PURPOSES: Record<RevealPurpose, Purpose> = {
  customer_on_the_line: {
    label: "The customer is on the line",
    told: "the customer is on the line",
    parts: ["contact", "birth_date", "address"],
  },
  delivery_problem: {
    label: "The address or the delivery must be put right",
    told: "the address or the delivery",
    parts: ["contact", "address"],
  },
  clinical_question: {
    label: "A clinical question",
    told: "a clinical question",
    parts: ["contact", "birth_date", "medicines"],
  },
  investigation: {
    label: "A complaint or an incident is looked into",
    told: "a complaint or an incident",
    parts: ["contact", "birth_date", "address", "medicines"],
  },
  other: {
    label: "Another purpose (needs words)",
    told: "other",
    parts: ["contact", "birth_date", "address"],
  },
};

const PART_WORDS: Record<RevealPart, readonly string[]> = {
  contact: ["name", "e-mail", "phone"],
  birth_date: ["birth date"],
  address: ["address"],
  medicines: ["medicines"],
};

/** "name, e-mail, phone, birth date and address" */
export function partWords(parts: readonly RevealPart[]): string {
  const words = parts.flatMap((part) => PART_WORDS[part]);
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
