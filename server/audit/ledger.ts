import { z } from "zod";
import { RESERVATION_TTL_SECONDS } from "#server/partners/types";

export const LEDGER_PARTNERS = ["prescription", "inventory", "carrier"] as const;
export type LedgerPartner = (typeof LEDGER_PARTNERS)[number];

const page = z.object({
  entries: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      partner: z.enum([...LEDGER_PARTNERS, "notifications"]),
      effect: z.string(),
      clientReference: z.string(),
    }),
  ),
});
type Entry = z.infer<typeof page>["entries"][number];

/** What stands at each partner for one saga. */
export type Standing = Record<LedgerPartner, number> & {
  /** The warehouse let the reservation go by itself when its time was over. */
  reservationLapsed: boolean;
};
type Kept = Standing & { reservedAtMs: number };

const NOTHING_STANDS: Standing = {
  prescription: 0,
  inventory: 0,
  carrier: 0,
  reservationLapsed: false,
};

const CHANGES: Readonly<Record<string, number>> = {
  created: 1,
  cancelled: -1,
  reserved: 1,
  released: -1,
  purchased: 1,
  voided: -1,
};

/** As long as we ask the warehouse to hold a reservation; minus a second, for its clock and ours. */
const RESERVATION_LIFE_MS = RESERVATION_TTL_SECONDS * 1_000 - 1_000;

/**
 * The bundled partners' list of what really happened, added up: one small record
 * a saga. Only real effects count; a tombstone or a commit leaves the sum as it is.
 */
export class Ledger {
  readonly #sandboxUrl: string;
  readonly #standings = new Map<string, Kept>();
  readonly #messages = new Set<string>();
  readonly #repeated: string[] = [];
  #seq: number;

  /** `after`: leave out the effects up to this one. */
  constructor(sandboxUrl: string, after = 0) {
    this.#sandboxUrl = sandboxUrl;
    this.#seq = after;
  }

  /** Reads to the present end. */
  async catchUp(): Promise<void> {
    for (;;) {
      const { entries } = page.parse(await getJson(this.#sandboxUrl, `ledger?after=${this.#seq}`));
      for (const entry of entries) this.#add(entry);
      const last = entries.at(-1);
      if (last === undefined) return;
      this.#seq = last.seq;
    }
  }

  standingOf(sagaUuid: string): Standing {
    return this.#standings.get(sagaUuid) ?? NOTHING_STANDS;
  }

  sagaUuids(): MapIterator<string> {
    return this.#standings.keys();
  }

  /** Message-IDs that were sent more than once. */
  get repeatedMessages(): readonly string[] {
    return this.#repeated;
  }

  get messageCount(): number {
    return this.#messages.size;
  }

  #add({ partner, effect, clientReference, at }: Entry): void {
    if (partner === "notifications") {
      if (effect !== "sent") return;
      if (this.#messages.has(clientReference)) this.#repeated.push(clientReference);
      this.#messages.add(clientReference);
      return;
    }
    const change = CHANGES[effect];
    if (change === undefined) return;
    const [sagaUuid = clientReference] = clientReference.split(":", 1);
    const kept = this.#standings.get(sagaUuid) ?? { ...NOTHING_STANDS, reservedAtMs: 0 };
    kept[partner] += change;
    if (effect === "reserved") kept.reservedAtMs = Date.parse(at);
    if (effect === "released") {
      kept.reservationLapsed = Date.parse(at) - kept.reservedAtMs >= RESERVATION_LIFE_MS;
    }
    this.#standings.set(sagaUuid, kept);
  }
}

const health = z.object({
  ledgerSeq: z.int(),
  invariantViolations: z.int(),
  repeatedMails: z.int(),
});

export async function readSandboxHealth(sandboxUrl: string): Promise<z.infer<typeof health>> {
  return health.parse(await getJson(sandboxUrl, "health"));
}

async function getJson(sandboxUrl: string, path: string): Promise<unknown> {
  const url = `${sandboxUrl}/__sandbox/${path}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch(
    (cause: unknown) => {
      throw new Error(`The bundled partners do not answer at ${sandboxUrl}.`, { cause });
    },
  );
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
  return response.json();
}
