import { evolveOrder } from "#server/fulfillment/apply-decision";
import { decideNotice, noticeFor } from "#server/notifications/decide-notice";
import type { NoticeReply } from "#server/partners/types";
import { decide } from "#server/saga/decide";
import { THIS_BUILD } from "#server/saga/definition";
import { type DomainEvent, isSagaEvent, recorded } from "#server/saga/events";
import { evolve } from "#server/saga/evolve";
import type { Input } from "#server/saga/inputs";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { jobOf, leaseUntil } from "#server/saga/state";
import { type Actor, NOT_STARTED, type Reply, type Saga, type SagaState } from "#server/saga/types";
import type { OperatorAction } from "../receipts/receipt-outcome.ts";
import type { Situation } from "../situation/situation.ts";
import { noticeNow } from "../situation/situation-of-row.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";

type OrderHead = Parameters<typeof evolveOrder>[0];

const PLACED_AT = Date.UTC(2026, 10, 23, 20, 0, 0);
export const DANA: Actor = { type: "person", id: "dana" };

/** An order lived through with the real core: what is told about it is what can really happen. */
export class Story {
  readonly entries: SagaEntry[] = [];
  now = PLACED_AT;
  #state: SagaState = NOT_STARTED;
  #order: OrderHead = {
    orderUuid: "0195b7c2-6e41-7f0a-8000-000000000002",
    version: 0,
    cancelledAt: null,
    noticeKind: null,
    noticeState: "none",
    noticeCode: null,
    noticeAt: null,
  };

  constructor() {
    this.#put(
      {
        type: "start",
        sagaUuid: "0195b7c2-6e41-7f0a-8000-000000000001",
        orderUuid: "0195b7c2-6e41-7f0a-8000-000000000002",
        orderNumber: "RX-7K3M-92QF",
        lineCount: 2,
        replacesOrderId: null,
      },
      { type: "storefront", id: "shop" },
    );
  }

  get saga(): Saga {
    if (this.#state.position === "NOT_STARTED") throw new Error("Bug: the story has not begun");
    return this.#state;
  }

  /** Time passes. */
  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  /** The partner in work answers, a moment after the call was due. */
  reply(reply: Reply): this {
    const { work, dispatch } = this.saga;
    if (!work) throw new Error("Bug: nobody was asked");
    this.now = Math.max(this.now, work.dueAt) + 400;
    const job = jobOf(this.saga, work);
    this.#put({ type: "outcome", dispatch, job, reply }, { type: "system" });
    return this;
  }

  succeed(reference: string | null = "ref_1"): this {
    return this.reply({ type: "succeeded", reference, trackingNumber: "TRACK1" });
  }

  /** The message that this position asks for is tried, and this becomes of it. */
  notify(reply: NoticeReply): this {
    const kind = noticeFor(this.saga.position);
    if (!kind) throw new Error("Bug: there is nothing to tell yet");
    const tried = { attempt: 0, doubted: false };
    this.#record(decideNotice(this.#order, kind, tried, reply).events, { type: "system" });
    return this;
  }

  /** Asks as a person does, on the present revision; gives the stored action. */
  ask(type: "retry" | "undo" | "hold" | "release", over: Partial<OperatorAction> = {}) {
    return this.#command(
      { type, by: DANA, reason: "customer_request", revision: this.saga.revision },
      type,
      over,
    );
  }

  resolve(happened: boolean, reference: string | null = "scr_9") {
    return this.#command(
      {
        type: "resolve",
        by: DANA,
        reason: "partner_outage",
        revision: this.saga.revision,
        happened,
        reference,
        trackingNumber: null,
      },
      "resolve",
      {},
    );
  }

  situation(over: Partial<Situation> = {}): Situation {
    const { noticeKind, noticeState, noticeCode, noticeAt } = this.#order;
    return {
      saga: this.saga,
      leaseUntil: leaseUntil(this.saga),
      notice: noticeNow(this.saga.position, {
        kind: noticeKind,
        state: noticeState,
        code: noticeCode,
        at: noticeAt,
      }),
      held: [],
      open: [],
      waits: [],
      now: this.now,
      policy: DEFAULT_POLICY,
      ...over,
    };
  }

  get sagaEntries(): SagaEntry[] {
    return this.entries.filter(({ event }) => isSagaEvent(event));
  }

  #command(
    input: Input,
    kind: OperatorAction["kind"],
    over: Partial<OperatorAction>,
  ): OperatorAction {
    const versionBefore = this.saga.version;
    const createdAt = this.now;
    const decision = this.#put(input, DANA);
    return {
      actionId: `action-${this.entries.length}`,
      kind,
      actorId: "dana",
      reasonCode: "customer_request",
      note: null,
      decision: decision.type,
      decisionCode:
        decision.type === "rejected"
          ? decision.code
          : decision.type === "ignored"
            ? decision.because
            : null,
      versionBefore,
      createdAt,
      ...over,
    };
  }

  #put(input: Input, actor: Actor) {
    const circumstances = {
      now: this.now,
      jitter: 0.5,
      policy: DEFAULT_POLICY,
      build: THIS_BUILD,
    };
    const decision = decide(this.#state, input, circumstances);
    if (decision.type !== "accepted") return decision;
    this.#record(decision.events, actor);
    return decision;
  }

  #record(facts: readonly DomainEvent[], actor: Actor): void {
    for (const fact of facts) {
      const event = recorded(fact, this.now);
      const id = this.entries.length + 1;
      if (isSagaEvent(event)) {
        this.#state = evolve(this.#state, event, "0195b7c2-6e41-7f0a-8000-000000000001");
        this.entries.push({ id, version: this.saga.version, event, actor });
      } else {
        this.#order = evolveOrder(this.#order, event);
        this.entries.push({ id, version: this.#order.version, event, actor });
      }
    }
  }
}

/** Completed: every partner did its part. */
export function completed(): Story {
  return new Story().succeed("scr_1").succeed("hold_1").succeed("ship_1");
}

/** Refused by the carrier and on its way back, with the stock to release first. */
export function turnedAtShipment(): Story {
  return new Story()
    .succeed("scr_1")
    .succeed("hold_1")
    .reply({ type: "rejected", code: "address_undeliverable" });
}

/** Cancelled: refused by the carrier, everything undone. */
export function cancelled(): Story {
  return turnedAtShipment().succeed(null).succeed(null).succeed(null);
}
