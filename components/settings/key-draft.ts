export const RIGHTS = [
  { scope: "orders:create", words: "Place orders" },
  { scope: "orders:read", words: "Read orders" },
  { scope: "orders:cancel", words: "Cancel orders" },
] as const;
export const LIFETIMES = [
  { value: 30, words: "30 days" },
  { value: 90, words: "90 days" },
  { value: 365, words: "365 days" },
] as const;

type Draft = {
  name: string;
  clientId: string;
  scopes: (typeof RIGHTS)[number]["scope"][];
  lifetimeDays: (typeof LIFETIMES)[number]["value"];
};

/** What a new key is to be, as far as it was typed. */
export const EMPTY_KEY: Draft = {
  name: "",
  clientId: "storefront",
  scopes: RIGHTS.map(({ scope }) => scope),
  lifetimeDays: 365,
};

export function keyErrors(draft: Draft): { name?: string; clientId?: string; scopes?: string } {
  return {
    ...(draft.name.trim() === "" ? { name: "Give it a name." } : {}),
    ...(/^[a-z0-9][a-z0-9-]{0,62}$/.test(draft.clientId)
      ? {}
      : { clientId: "Use small letters, digits and hyphens, and begin with a letter or digit." }),
    ...(draft.scopes.length === 0 ? { scopes: "Choose at least one." } : {}),
  };
}
