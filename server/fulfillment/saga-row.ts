import { ZodError, z } from "zod";
import { THIS_BUILD } from "#server/saga/definition";
import { leaseUntil } from "#server/saga/state";
import { POSITIONS, type Saga, STEPS, type StackEntry, UNDO_JOBS } from "#server/saga/types";

/** A row of order_fulfillment_sagas as the driver returns it. */
export type SagaRow = {
  saga_uuid: string;
  order_uuid: string;
  state: Saga["position"];
  compensation_stack: unknown;
  version: number;
  revision: number;
  dispatch: number;
  step: "order" | "prescription" | "inventory" | "shipment" | null;
  direction: "forward" | "undo" | null;
  gate: boolean;
  next_attempt_at: Date | null;
  lease_until: Date | null;
  epoch: number;
  attempt: number;
  tries: number;
  in_doubt_since: Date | null;
  cancel_requested_at: Date | null;
  deadline_at: Date | null;
  parked_reason: NonNullable<Saga["parked"]>["reason"] | null;
  parked_at: Date | null;
  parked_code: string | null;
  failure_step: StackEntry["step"] | null;
  failure_reason: string | null;
  last_error_code: string | null;
  last_error_at: Date | null;
  prescription_reference: string | null;
  inventory_reference: string | null;
  shipment_reference: string | null;
  tracking_number: string | null;
  started_at: Date;
  completed_at: Date | null;
  updated_at: Date;
  definition_version: number;
  min_reader_version: number;
};

/** What its reader must know besides: under which dispatch its job stands in the queue, if not its own. */
export type QueuedSagaRow = SagaRow & { job_dispatch: number | null };

/** The columns of a saga's row that its events tell, each with its Postgres type, in the order in which they are written. */
export const SAGA_COLUMNS = {
  saga_uuid: "uuid",
  order_uuid: "uuid",
  state: "text",
  compensation_stack: "jsonb",
  version: "int",
  revision: "int",
  dispatch: "int",
  step: "text",
  direction: "text",
  gate: "bool",
  next_attempt_at: "timestamptz",
  lease_until: "timestamptz",
  epoch: "int",
  attempt: "int",
  tries: "int",
  in_doubt_since: "timestamptz",
  cancel_requested_at: "timestamptz",
  deadline_at: "timestamptz",
  parked_reason: "text",
  parked_at: "timestamptz",
  parked_code: "text",
  failure_step: "text",
  failure_reason: "text",
  last_error_code: "text",
  last_error_at: "timestamptz",
  prescription_reference: "text",
  inventory_reference: "text",
  shipment_reference: "text",
  tracking_number: "text",
  started_at: "timestamptz",
  completed_at: "timestamptz",
  updated_at: "timestamptz",
  definition_version: "int",
  min_reader_version: "int",
} as const satisfies Record<keyof SagaRow, string>;

/** What a reader of `QueuedSagaRow` selects. */
export const QUEUED_SAGA_COLUMNS = [...Object.keys(SAGA_COLUMNS), "job_dispatch"];

const stack = z.array(
  // What a newer build wrote beside it is kept, though this one does not know what it means.
  z.looseObject({
    step: z.enum(["order", ...STEPS]),
    job: z.enum(UNDO_JOBS),
    status: z.enum(["recorded", "undone", "by_hand", "not_needed"]),
  }),
);
const position = z.enum(POSITIONS);

const ms = (date: Date | null) => date?.getTime() ?? null;

/** The row is the whole state: no event is read to go on. */
export function toSaga(row: SagaRow): Saga {
  return {
    sagaUuid: row.saga_uuid,
    orderUuid: row.order_uuid,
    position: position.parse(row.state),
    stack: stack.parse(row.compensation_stack),
    version: row.version,
    revision: row.revision,
    dispatch: row.dispatch,
    work:
      row.step && row.direction && row.next_attempt_at
        ? {
            step: row.step,
            direction: row.direction,
            gate: row.gate,
            dueAt: row.next_attempt_at.getTime(),
          }
        : null,
    epoch: row.epoch,
    attempt: row.attempt,
    tries: row.tries,
    inDoubtSince: ms(row.in_doubt_since),
    cancelRequestedAt: ms(row.cancel_requested_at),
    deadlineAt: ms(row.deadline_at),
    parked:
      row.parked_reason && row.parked_at
        ? { reason: row.parked_reason, since: row.parked_at.getTime(), code: row.parked_code }
        : null,
    failure:
      row.failure_step && row.failure_reason
        ? { step: row.failure_step, code: row.failure_reason }
        : null,
    lastError:
      row.last_error_code && row.last_error_at
        ? { code: row.last_error_code, at: row.last_error_at.getTime() }
        : null,
    references: {
      prescription: row.prescription_reference,
      inventory: row.inventory_reference,
      shipment: row.shipment_reference,
      trackingNumber: row.tracking_number,
    },
    startedAt: row.started_at.getTime(),
    completedAt: ms(row.completed_at),
    updatedAt: row.updated_at.getTime(),
    definitionVersion: row.definition_version,
    minReaderVersion: row.min_reader_version,
  };
}

/**
 * A row that a newer build wrote in words which this one cannot read: only what
 * is the same in every build is known of it.
 */
export type OpaqueSaga = {
  sagaUuid: string;
  orderUuid: string;
  version: number;
  dispatch: number;
  /** It has work and waits for nobody. */
  isOpen: boolean;
};

export type FoundSaga = { type: "saga"; saga: Saga } | { type: "opaque"; opaque: OpaqueSaga };

/** With the dispatch whose job stands in the queue for it: its own, or the one with which its worker began (ADR 38). */
export type QueuedSaga = FoundSaga & { jobDispatch: number };

/** As `findSaga`, for whoever must know which job is the saga's. */
export const findQueuedSaga = (row: QueuedSagaRow): QueuedSaga => ({
  ...findSaga(row),
  jobDispatch: row.job_dispatch ?? row.dispatch,
});

/** The saga of a row. Throws for a row that is damaged; one from a newer build is no damage. */
export function findSaga(row: SagaRow): FoundSaga {
  try {
    return { type: "saga", saga: toSaga(row) };
  } catch (error) {
    const isNewer = row.min_reader_version > THIS_BUILD.readerVersion;
    if (!isNewer || !(error instanceof ZodError)) throw error;
    const { saga_uuid: sagaUuid, order_uuid: orderUuid, version, dispatch } = row;
    const isOpen = row.step !== null && row.parked_reason === null;
    return { type: "opaque", opaque: { sagaUuid, orderUuid, version, dispatch, isOpen } };
  }
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

/** The values of a row in the order of SAGA_COLUMNS, as Postgres' array parameters take them; instants as text, or as told. */
export function toColumns(
  saga: Saga,
  instant: (ms: number | null) => string | number | null = iso,
): (string | number | boolean | null)[] {
  const { work, parked, failure, lastError, references } = saga;
  return [
    saga.sagaUuid,
    saga.orderUuid,
    saga.position,
    JSON.stringify(saga.stack),
    saga.version,
    saga.revision,
    saga.dispatch,
    work?.step ?? null,
    work?.direction ?? null,
    work?.gate ?? false,
    instant(work?.dueAt ?? null),
    instant(leaseUntil(saga)),
    saga.epoch,
    saga.attempt,
    saga.tries,
    instant(saga.inDoubtSince),
    instant(saga.cancelRequestedAt),
    instant(saga.deadlineAt),
    parked?.reason ?? null,
    instant(parked?.since ?? null),
    parked?.code ?? null,
    failure?.step ?? null,
    failure?.code ?? null,
    lastError?.code ?? null,
    instant(lastError?.at ?? null),
    references.prescription,
    references.inventory,
    references.shipment,
    references.trackingNumber,
    instant(saga.startedAt),
    instant(saga.completedAt),
    instant(saga.updatedAt),
    saga.definitionVersion,
    saga.minReaderVersion,
  ];
}
