import type { RevealPurpose } from "#db/queries/reveals";

export type { RevealPurpose } from "#db/queries/reveals";

/** What may be asked for on the order's page, and what each purpose shows. */
export type RevealOffer = {
  /** Who may, and what is kept of it: a sentence. */
  rule: string;
  minutes: number;
  purposes: { purpose: RevealPurpose; label: string; shows: string }[];
};

/** Personal data in clear, once, to one person. Null where the purpose does not need it or there is none. */
export type RevealedCustomer = {
  /** When the page hides it again. */
  until: string;
  name: string;
  email: string | null;
  phone: string | null;
  birthDate: string | null;
  /** The lines of the label, and what the carrier is asked to mind. */
  address: { lines: string[]; instructions: string | null } | null;
  medicines: { medicine: string; directions: string; prescriber: string | null }[] | null;
};
