import { type Failure, fingerprintOf } from "#server/failures/fingerprint";
import { rowOf } from "./copy-text.ts";
import type { LifeFailure } from "./failures-of-life.ts";
import { isoOf } from "./pattern.ts";

type Group = Failure & {
  id: number;
  firstAt: number;
  lastAt: number;
  attempts: number;
  orders: number;
  /** Tries by the hour that they failed in. */
  hours: Map<number, number>;
};

const HOUR_MS = 3_600_000;

/** The tables of the failures, each with the columns it is given. */
export const FAILURE_TABLES = {
  failure_groups:
    "id, fingerprint, step, direction, code, first_seen_at, last_seen_at, attempt_count, order_count, status_at",
  failure_group_hours: "group_id, hour, attempts",
  failure_group_orders: "group_id, saga_uuid",
} as const;

/** Counts what fails in a history while it is written, as the worker's duty counts it from the events. */
export class FailureLedger {
  readonly #groups = new Map<string, Group>();
  readonly #orders: string[] = [];

  add(failures: readonly LifeFailure[], { sagaUuid, placedAt }: Lived): void {
    const seen = new Set<Group>();
    for (const failure of failures) {
      const at = placedAt + failure.offsetMs;
      const group = this.#groupOf(failure, at);
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      group.firstAt = Math.min(group.firstAt, at);
      group.lastAt = Math.max(group.lastAt, at);
      group.attempts += 1;
      group.hours.set(hour, (group.hours.get(hour) ?? 0) + 1);
      seen.add(group);
    }
    for (const group of seen) {
      group.orders += 1;
      this.#orders.push(`${rowOf([group.id, sagaUuid])}\n`);
    }
  }

  /** Rows in COPY's text format, those first that others name. */
  rows(): Record<keyof typeof FAILURE_TABLES, readonly string[]> {
    const groups = [...this.#groups];
    return {
      failure_groups: groups.map(([fingerprint, group]) => {
        const { id, step, direction, code, attempts, orders } = group;
        const [first, last] = [isoOf(group.firstAt), isoOf(group.lastAt)];
        const counts = [attempts, orders, first];
        return `${rowOf([id, fingerprint, step, direction, code, first, last, ...counts])}\n`;
      }),
      failure_group_hours: groups.flatMap(([, { id, hours }]) =>
        [...hours].map(([hour, attempts]) => `${rowOf([id, isoOf(hour), attempts])}\n`),
      ),
      failure_group_orders: this.#orders,
    };
  }

  #groupOf(failure: LifeFailure, at: number): Group {
    const key = fingerprintOf(failure);
    const known = this.#groups.get(key);
    if (known) return known;
    const { step, direction, code } = failure;
    const counts = { attempts: 0, orders: 0, hours: new Map<number, number>() };
    const made: Group = {
      id: this.#groups.size + 1,
      ...{ step, direction, code, firstAt: at, lastAt: at },
      ...counts,
    };
    this.#groups.set(key, made);
    return made;
  }
}

type Lived = { sagaUuid: string; placedAt: number };
