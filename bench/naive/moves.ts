import type { Position, SagaJob, StackEntry, StackStep } from "#server/saga/types";

/** The jobs of the chain; nothing in it asks for a void. */
export type NaiveStep = Exclude<SagaJob, "void-shipment">;

export type Move = {
  state: Position;
  /** What the saga does next, by its row and by its job; null at its end. */
  workStep: StackStep | null;
  direction: "forward" | "undo" | null;
  next: NaiveStep | null;
  column: "prescription_reference" | "inventory_reference" | "shipment_reference" | null;
  stack: readonly StackEntry[];
  events: readonly { type: string; data: object }[];
};

type Came = { isRefused: boolean; reference: string | null };

const ENTRY = {
  order: { step: "order", job: "cancel-order", status: "recorded" },
  prescription: { step: "prescription", job: "cancel-prescription", status: "recorded" },
  inventory: { step: "inventory", job: "release-inventory", status: "recorded" },
  shipment: { step: "shipment", job: "void-shipment", status: "recorded" },
} as const satisfies Record<string, StackEntry>;

const undone = (entry: StackEntry): StackEntry => ({ ...entry, status: "undone" });
const recorded = ({ step, job }: StackEntry) => ({
  type: "OrderFulfillmentSagaCompensationRecorded",
  data: { step, job },
});
const changed = (from: Position, to: Position) => ({
  type: "OrderFulfillmentSagaStateChanged",
  data: { from, to },
});
const done = (type: string) => ({ type, data: { nothingToUndo: false, byHand: false } });

const { order, prescription, inventory, shipment } = ENTRY;
const ALL: readonly StackEntry[] = [order, prescription, inventory, shipment];

/** What one outcome changes: the same rows and the same events as the engine writes, and no decision. */
export function moveOf(step: NaiveStep, { isRefused, reference }: Came): Move {
  switch (step) {
    case "create-prescription":
      return {
        state: "PENDING_INVENTORY_RESERVATION",
        workStep: "inventory",
        direction: "forward",
        next: "reserve-inventory",
        column: "prescription_reference",
        stack: [order, prescription, inventory],
        events: [
          { type: "PrescriptionCreated", data: { reference } },
          changed("PENDING_PRESCRIPTION", "PENDING_INVENTORY_RESERVATION"),
          recorded(inventory),
        ],
      };
    case "reserve-inventory":
      return {
        state: "PENDING_SHIPMENT",
        workStep: "shipment",
        direction: "forward",
        next: "initiate-shipment",
        column: "inventory_reference",
        stack: ALL,
        events: [
          { type: "InventoryReserved", data: { reference } },
          changed("PENDING_INVENTORY_RESERVATION", "PENDING_SHIPMENT"),
          recorded(shipment),
        ],
      };
    case "initiate-shipment":
      return isRefused ? refused() : shipped(reference);
    case "release-inventory":
      return undo([order, prescription, undone(inventory)], {
        next: "cancel-prescription",
        event: done("InventoryReleased"),
      });
    case "cancel-prescription":
      return undo([order, undone(prescription), undone(inventory)], {
        next: "cancel-order",
        event: done("PrescriptionCancelled"),
      });
    case "cancel-order":
      return {
        ...undo([undone(order), undone(prescription), undone(inventory)], {
          next: null,
          event: { type: "OrderCancelled", data: { step: "shipment", code: "service" } },
        }),
        state: "CANCELLED",
      };
  }
}

function shipped(reference: string | null): Move {
  return {
    state: "COMPLETED",
    workStep: null,
    direction: null,
    next: null,
    column: "shipment_reference",
    stack: ALL,
    events: [
      { type: "ShipmentInitiated", data: { reference, trackingNumber: "1Z" } },
      changed("PENDING_SHIPMENT", "COMPLETED"),
      { type: "OrderFulfillmentSagaCompleted", data: {} },
    ],
  };
}

function refused(): Move {
  return {
    state: "COMPENSATING",
    workStep: "inventory",
    direction: "undo",
    next: "release-inventory",
    column: null,
    stack: [order, prescription, inventory],
    events: [
      { type: "ShipmentInitiationFailed", data: { code: "service_not_available" } },
      {
        type: "OrderFulfillmentSagaFailed",
        data: { step: "shipment", code: "service_not_available", ownEntry: false },
      },
      changed("PENDING_SHIPMENT", "COMPENSATING"),
    ],
  };
}

const WORK_OF = {
  "cancel-prescription": "prescription",
  "cancel-order": "order",
} as const;

function undo(
  stack: readonly StackEntry[],
  { next, event }: { next: keyof typeof WORK_OF | null; event: Move["events"][number] },
): Move {
  return {
    state: "COMPENSATING",
    workStep: next && WORK_OF[next],
    direction: next && "undo",
    next,
    column: null,
    stack,
    events: next ? [event] : [event, changed("COMPENSATING", "CANCELLED")],
  };
}
