import type { Reply } from "#server/saga/types";
import type { Life } from "./life.ts";

/** What becomes of an order that was just placed. `share`: of ten thousand. */
export type Story = { name: string; share: number; live(life: Life): void };

const HOUR_MS = 3_600_000;

const rejected = (code: string): Reply => ({ type: "rejected", code });
const unknown = (code: string): Reply => ({ type: "unknown", code });

const REFUSALS = {
  prescription: ["prescriber_unknown", "rx_expired", "refill_too_soon", "patient_mismatch"],
  inventory: ["insufficient_stock", "item_recalled", "quantity_limit"],
  shipment: ["address_undeliverable", "po_box_not_allowed", "service_unavailable"],
} as const;
const LATER: readonly Reply[] = [
  { type: "transient", code: "rate_limited", retryAfterMs: 2_000 },
  { type: "transient", code: "unavailable" },
  { type: "not_sent", code: "connect_refused" },
];
const SILENCE = ["timeout", "connection_lost", "unreadable_reply"] as const;

const FORWARD = 3;
/** The partners' entries and the order's own, from the step that turned. */
const undoFrom = (done: number) => done + 1;

/** Up to before one of the three steps; answers how many are done. */
function goToSomeStep(life: Life): number {
  const done = life.chance.below(FORWARD);
  life.succeed(done);
  return done;
}

function refuse(life: Life, done: number, codes: readonly string[]): void {
  life.succeed(done).reply(rejected(life.chance.pick(codes)));
  life.succeed(undoFrom(done)).told();
}

/** A person sees it after a while. */
const someoneLooks = (life: Life) => life.wait(life.chance.between(60_000, 6 * HOUR_MS));

/** Turned by the carrier, with the stock and the prescription to give back. */
const turn = (life: Life) => life.succeed(2).reply(rejected(life.chance.pick(REFUSALS.shipment)));

const COMPLETED: readonly Story[] = [
  { name: "completed", share: 7_640, live: (life) => life.succeed(FORWARD).told() },
  {
    name: "completed after a wait",
    share: 60,
    live(life) {
      const done = goToSomeStep(life);
      for (let left = life.chance.between(1, 2); left > 0; left -= 1) {
        life.reply(life.chance.pick(LATER));
      }
      life.succeed(FORWARD - done).told();
    },
  },
  {
    name: "completed after a doubt",
    share: 40,
    live(life) {
      const done = goToSomeStep(life);
      for (let left = life.chance.between(1, 2); left > 0; left -= 1) {
        life.reply(unknown(life.chance.pick(SILENCE)));
      }
      life.succeed(FORWARD - done).told();
    },
  },
  {
    name: "told at the second try",
    share: 40,
    live: (life) =>
      life
        .succeed(FORWARD)
        .notify({ type: "transient", code: "rate_limited" })
        .wait(5_000)
        .notify({ type: "sent" }, 1),
  },
  {
    name: "customer not told",
    share: 10,
    live: (life) => life.succeed(FORWARD).notify({ type: "undeliverable", code: "no_email" }),
  },
  {
    name: "told by phone",
    share: 10,
    live: (life) =>
      someoneLooks(
        life.succeed(FORWARD).notify({ type: "undeliverable", code: "mailbox_unknown" }),
      ).toldByPhone(),
  },
  {
    name: "held for a while",
    share: 10,
    live(life) {
      const done = goToSomeStep(life);
      life.wait(30_000).ask({ type: "hold" }, "clinical_concern");
      someoneLooks(life)
        .note("The dose is twice the usual one. Asked the prescriber.")
        .wait(20 * 60_000)
        .ask({ type: "release" }, "other", "Called the prescriber.");
      life.succeed(FORWARD - done).told();
    },
  },
  {
    name: "cancelled too late",
    share: 30,
    live: (life) =>
      someoneLooks(life.succeed(FORWARD).told()).cancel().reply(rejected("already_scanned")),
  },
];

const CANCELLED: readonly Story[] = [
  {
    name: "refused by the prescription service",
    share: 300,
    live: (life) => refuse(life, 0, REFUSALS.prescription),
  },
  {
    name: "refused by the warehouse",
    share: 600,
    live: (life) => refuse(life, 1, REFUSALS.inventory),
  },
  {
    name: "refused by the carrier",
    share: 730,
    live: (life) => refuse(life, 2, REFUSALS.shipment),
  },
  {
    name: "cancelled on its way",
    share: 300,
    live(life) {
      const done = life.chance.below(FORWARD - 1);
      // While the next partner works: its answer still comes, and is undone with the rest.
      life.succeed(done).wait(20).cancel().succeed();
      life.succeed(undoFrom(done + 1)).told();
    },
  },
  {
    name: "taken back after it was shipped",
    share: 120,
    live(life) {
      someoneLooks(life.succeed(FORWARD).told()).ask({ type: "undo" }, "customer_request");
      life.succeed(undoFrom(FORWARD)).told();
    },
  },
  {
    name: "out of time",
    share: 20,
    live(life) {
      const done = life.chance.below(FORWARD - 1);
      life.succeed(done);
      for (let asked = 0; asked < 5; asked += 1) {
        life.reply({ type: "pending", pollAfterMs: 55 * 60_000 });
      }
      life
        .expire()
        .succeed(undoFrom(done + 1))
        .told();
    },
  },
  {
    name: "never answered",
    share: 10,
    live(life) {
      for (let attempt = 0; attempt < 8; attempt += 1) life.reply(unknown("timeout"));
      life.succeed(undoFrom(1)).told();
    },
  },
  {
    name: "undone after a doubt",
    share: 20,
    live(life) {
      turn(life).reply(unknown("timeout"));
      life.succeed(undoFrom(2)).told();
    },
  },
  {
    name: "settled by hand",
    share: 10,
    live(life) {
      life.succeed(2);
      for (let attempt = 0; attempt < 10; attempt += 1) life.reply(unknown("timeout"));
      const found = { happened: false, reference: null, trackingNumber: null };
      someoneLooks(life).ask(
        { type: "resolve", ...found },
        "partner_outage",
        "The carrier has no such parcel.",
      );
      life.succeed(undoFrom(FORWARD)).told();
    },
  },
];

const PARKED: readonly Story[] = [
  {
    name: "parked: nobody knows whether it was shipped",
    share: 10,
    live(life) {
      life.succeed(2);
      for (let attempt = 0; attempt < 10; attempt += 1) life.reply(unknown("timeout"));
    },
  },
  {
    name: "parked: given up by the queue",
    share: 8,
    live(life) {
      goToSomeStep(life);
      life.wait(10 * 60_000).giveUp();
    },
  },
  {
    name: "parked: an undo was refused",
    share: 12,
    live: (life) =>
      someoneLooks(turn(life).reply(rejected("already_committed"))).note(
        "The warehouse looks for the parcel and calls back.",
      ),
  },
  {
    name: "parked: an undo stays unknown",
    share: 4,
    live(life) {
      turn(life);
      for (let attempt = 0; attempt < 20; attempt += 1) life.reply(unknown("timeout"));
    },
  },
  {
    name: "parked: our request is wrong",
    share: 6,
    live(life) {
      goToSomeStep(life);
      life.reply({ type: "misconfigured", scope: "request", code: "schema_invalid" });
    },
  },
  {
    name: "parked: on hold",
    share: 10,
    live(life) {
      goToSomeStep(life);
      life.wait(30_000).ask({ type: "hold" }, "fraud_suspected");
    },
  },
];

/*
 * No saga is parked for a partner's or a newer build's sake: a worker would
 * resume those by itself, and a history must stand still.
 */
export const STORIES: readonly Story[] = [...COMPLETED, ...CANCELLED, ...PARKED];
