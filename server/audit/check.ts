import type { Client } from "pg";
import type { LedgerPartner } from "./ledger.ts";

/** What the checks look at: one database, and the bundled partners where they are in use. */
export type AuditTarget = {
  /** Connected, used by nobody else. */
  client: Client;
  /** The role that the product works as; its rights are looked at. */
  appRole: string;
  /** Null when every partner is a real one: then nobody can list what they hold. */
  sandbox: { url: string; partners: readonly LedgerPartner[] } | null;
  /** Where workers note the chain's head; absent where nobody knows. */
  checkpointsFile?: string;
};

export type Finding =
  | { status: "holds"; count: number; of: string; remarks: readonly string[] }
  /** `offender` names one row and what is wrong with it: ids and codes, never personal data. */
  | { status: "broken"; offender: string; others: number }
  | { status: "skipped"; because: string };

export type Check = {
  /** A promise, as a sentence. */
  name: string;
  run(target: AuditTarget): Promise<Finding>;
};

/** Counts what was looked at and keeps the first thing that was wrong. */
export class Tally {
  readonly #of: string;
  readonly #remarks: string[] = [];
  #count = 0;
  #broken = 0;
  #first: string | null = null;

  constructor(of: string) {
    this.#of = of;
  }

  looked(count = 1): void {
    this.#count += count;
  }

  get count(): number {
    return this.#count;
  }

  accuse(offender: string): void {
    this.#first ??= offender;
    this.#broken += 1;
  }

  /** Worth knowing, and no broken promise. */
  remark(text: string): void {
    this.#remarks.push(text);
  }

  finding(): Finding {
    if (this.#first === null) {
      return { status: "holds", count: this.#count, of: this.#of, remarks: this.#remarks };
    }
    return { status: "broken", offender: this.#first, others: this.#broken - 1 };
  }
}
