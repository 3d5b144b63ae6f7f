/** What the settings pages show. Words are composed on the server; pages draw. */

export type StaffRole = "support" | "admin";

/** Why a button is off; null when it is not. */
export type OffBecause = string | null;

export type AccountView = {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  isYou: boolean;
  createdAt: string;
  /** A sentence's rest: "by Luis Marek", "at the first start". */
  createdBy: string;
  disabledAt: string | null;
  disabledBy: string | null;
  /** Sessions that are open now. */
  openSessions: number;
  off: { role: OffBecause; disable: OffBecause; reset: OffBecause };
};

export type AccountsView = {
  accounts: AccountView[];
  /** There are more than are shown. */
  hasMore: boolean;
  asOf: string;
};

export type SessionView = {
  sessionId: string;
  /** "Firefox on Windows". */
  device: string;
  address: string | null;
  startedAt: string;
  endsAt: string;
  isThis: boolean;
};

export type OwnAccountView = {
  name: string;
  email: string;
  role: StaffRole;
  passwordChangedAt: string | null;
  shortestPassword: number;
  sessions: SessionView[];
  asOf: string;
};

export type ApiKeyState = "open" | "ends_soon" | "replaced" | "expired" | "revoked";

export type ApiKeyView = {
  id: string;
  /** How the key begins, as far as it may be shown. */
  start: string;
  name: string;
  clientId: string;
  environment: "live" | "test";
  /** "Place", "Read", "Cancel": what it may do with orders. */
  rights: string[];
  state: ApiKeyState;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  revokedBy: string | null;
  off: { rotate: OffBecause; revoke: OffBecause };
};

export type ApiKeysView = { keys: ApiKeyView[]; hasMore: boolean; asOf: string };

/** One line of who did what: "made the key Shop", with who and when beside it. */
export type StaffActionView = { actionId: string; actorName: string; text: string; at: string };
