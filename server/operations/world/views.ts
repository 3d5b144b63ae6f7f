export type EffectState =
  | "open"
  | "undone"
  | "unknown"
  | "lapsed"
  | "asked"
  | "not_sent"
  | "not_made"
  | "never_asked"
  | "told";

/** What the newest question about one effect became: still on its way, answered, or why there is no answer. */
export type CheckView = {
  askedAt: string;
  askedBy: string;
  /** Null while it is on its way. */
  answer: { at: string; proven: boolean; text: string } | null;
};

/** One thing that this order made, or may have made, outside. */
export type WorldEffect = {
  step: "prescription" | "inventory" | "shipment" | "message";
  /** "Stock, 2 items" and "at Dockside": both in words. */
  what: string;
  place: string;
  reference: string | null;
  state: EffectState;
  stateWord: string;
  /** Whether and until when it can be taken back. */
  undo: string;
  /** When it was last seen to be so; null where nothing was ever asked. */
  checkedAt: string | null;
  /** Null where there is nothing that a partner could be asked about. */
  mayCheck: { allowed: true } | { allowed: false; because: string; until: string | null } | null;
  check: CheckView | null;
};

export type WorldView = {
  /** "1 prescription, 2 items of stock, perhaps 1 label", or that nothing is open. */
  net: string;
  effects: WorldEffect[];
};

/** Which questions were put down; none, and why. */
export type CheckAnswer = { asked: WorldEffect["step"][]; because: string | null };
