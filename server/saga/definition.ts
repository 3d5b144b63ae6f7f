import type { SagaEvent } from "./events.ts";
import {
  type ForwardJob,
  type Position,
  type SagaJob,
  STEPS,
  type StackStep,
  type Step,
  type UndoJob,
} from "./types.ts";

/** The steps of one definition, in their order. Each definition begins with the prescription. */
export type Definition = readonly ["prescription", ...Step[]];

/**
 * What one build of the program knows. A saga is pinned to the definition it was
 * started with, so a build carries on every definition that still has open sagas.
 */
export type Build = {
  readonly definitions: Readonly<Record<number, Definition>>;
  /** The definition of sagas that this build starts. */
  readonly definitionVersion: number;
  /** What it can read: a saga that asks for a newer reader is left to a newer build. */
  readonly readerVersion: number;
};

export const THIS_BUILD: Build = {
  definitions: { 1: ["prescription", "inventory", "shipment"] },
  definitionVersion: 1,
  readerVersion: 2,
};

type StepDefinition = {
  readonly position: Position;
  readonly forwardJob: ForwardJob;
  readonly undoJob: UndoJob;
  readonly failed: Extract<
    SagaEvent["type"],
    "PrescriptionFailed" | "InventoryReservationFailed" | "ShipmentInitiationFailed"
  >;
  readonly undone: Extract<
    SagaEvent["type"],
    "PrescriptionCancelled" | "InventoryReleased" | "ShipmentVoided"
  >;
  /** The step after which we only go forward. */
  readonly pivot: boolean;
};

/** The fulfilment as a table: what each step does and how it is undone. What follows what is the definition's. */
export const STEP: Record<Step, StepDefinition> = {
  prescription: {
    position: "PENDING_PRESCRIPTION",
    forwardJob: "create-prescription",
    undoJob: "cancel-prescription",
    failed: "PrescriptionFailed",
    undone: "PrescriptionCancelled",
    pivot: false,
  },
  inventory: {
    position: "PENDING_INVENTORY_RESERVATION",
    forwardJob: "reserve-inventory",
    undoJob: "release-inventory",
    failed: "InventoryReservationFailed",
    undone: "InventoryReleased",
    pivot: false,
  },
  shipment: {
    position: "PENDING_SHIPMENT",
    forwardJob: "initiate-shipment",
    undoJob: "void-shipment",
    failed: "ShipmentInitiationFailed",
    undone: "ShipmentVoided",
    pivot: true,
  },
};

export const UNDO_JOB: Record<StackStep, UndoJob> = {
  order: "cancel-order",
  prescription: STEP.prescription.undoJob,
  inventory: STEP.inventory.undoJob,
  shipment: STEP.shipment.undoJob,
};

/** The step a forward position waits for; null when the saga is not on its way forward. */
export function stepOf(position: Position | "NOT_STARTED"): Step | null {
  switch (position) {
    case "PENDING_PRESCRIPTION":
      return "prescription";
    case "PENDING_INVENTORY_RESERVATION":
      return "inventory";
    case "PENDING_SHIPMENT":
      return "shipment";
    case "NOT_STARTED":
    case "COMPLETED":
    case "COMPENSATING":
    case "CANCELLED":
      return null;
  }
}

/** The step after this one; null at the end. The definition is the one that the saga was started with. */
export function nextStep(definition: Definition, step: Step): Step | null {
  const at = definition.indexOf(step);
  if (at === -1) throw new Error(`Bug: ${step} is no step of this definition`);
  return definition[at + 1] ?? null;
}

/** The step that a forward job carries out; null for an undo job. */
export function stepOfForwardJob(job: SagaJob): Step | null {
  return STEPS.find((step) => STEP[step].forwardJob === job) ?? null;
}

/**
 * How long work may take from when it is due until its answer is recorded. Longer than the
 * partner's longest answer (10 s; 15 s for buying a label) plus the commit.
 */
export const LEASE_MS: Record<SagaJob, number> = {
  "create-prescription": 15_000,
  "reserve-inventory": 15_000,
  "initiate-shipment": 20_000,
  "void-shipment": 20_000,
  "release-inventory": 15_000,
  "cancel-prescription": 15_000,
  "cancel-order": 15_000,
};

/** How long one attempt may take in all, look-up included; then its outcome is unknown. */
export const ATTEMPT_TIMEOUT_MS: Record<SagaJob, number> = {
  "create-prescription": 10_000,
  "reserve-inventory": 5_000,
  "initiate-shipment": 15_000,
  "void-shipment": 15_000,
  "release-inventory": 10_000,
  "cancel-prescription": 10_000,
  "cancel-order": 10_000,
};
