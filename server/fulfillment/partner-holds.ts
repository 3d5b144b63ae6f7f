import type { Pool } from "pg";
import type { Log } from "#server/log";
import type { PartnerJob, PartnerName } from "#server/partners/types";

/** Whose call a job is, and whether it makes something or takes it back. */
const CALL: Record<PartnerJob, { partner: PartnerName; direction: "forward" | "undo" }> = {
  "create-prescription": { partner: "prescription", direction: "forward" },
  "cancel-prescription": { partner: "prescription", direction: "undo" },
  "reserve-inventory": { partner: "inventory", direction: "forward" },
  "release-inventory": { partner: "inventory", direction: "undo" },
  "initiate-shipment": { partner: "carrier", direction: "forward" },
  "void-shipment": { partner: "carrier", direction: "undo" },
};

const REFRESH_MS = 1_000;

/**
 * Which partners a person has put on hold, as known a second ago. Read in the
 * background so that no call waits for it; while the database is away the last
 * known answer stands.
 */
export class PartnerHolds {
  readonly #pool: Pool;
  readonly #log: Log;
  #held = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: { pool: Pool; log: Log }) {
    this.#pool = options.pool;
    this.#log = options.log;
  }

  async start(): Promise<void> {
    await this.#refresh();
    this.#refreshLater();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  isHeld(job: PartnerJob): boolean {
    const { partner, direction } = CALL[job];
    return this.#held.has(`${partner}:${direction}`);
  }

  isNotifierHeld(): boolean {
    return this.#held.has("notifications:forward");
  }

  /** One after the other: behind a slow database they would pile up and answer out of order. */
  #refreshLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => void this.#refresh().then(() => this.#refreshLater()),
      REFRESH_MS,
    );
  }

  async #refresh(): Promise<void> {
    try {
      const { rows } = await this.#pool.query<{ partner: string; direction: string }>(
        "select partner, direction from partner_status where held_since is not null",
      );
      this.#held = new Set(rows.map(({ partner, direction }) => `${partner}:${direction}`));
    } catch (error) {
      this.#log.warn({ err: error }, "worker.holds_not_read");
    }
  }
}
