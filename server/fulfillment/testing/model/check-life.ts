import { expect } from "vitest";
import type { DomainEvent } from "#server/saga/events";
import { fold } from "#server/saga/evolve";
import { budgetOf, DEFAULT_POLICY } from "#server/saga/policy";
import { NOT_STARTED, type Saga, type SagaState, type Step } from "#server/saga/types";
import { readStream } from "../check-world.ts";
import type { Stage } from "./stage.ts";

const UNDONE: Partial<Record<DomainEvent["type"], number>> = {
  OrderCancelled: 0,
  PrescriptionCancelled: 1,
  InventoryReleased: 2,
  ShipmentVoided: 3,
};

const UNDOING: Partial<Record<Step, number>> = { prescription: 1, inventory: 2, shipment: 3 };

/** Whether everything holds now that the order stands still; the numbers are of pitfalls and design. */
export async function checkLife(stage: Stage, saga: Saga): Promise<void> {
  const { world, sagaUuid } = stage;
  const own = await readStream(world.pool, sagaUuid);
  const orders = await readStream(world.pool, saga.orderUuid);
  const types = own.map(({ type }) => type);
  // I1 versions without a hole; I11 ids in the order of versions.
  expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
  expect(own.map(({ id }) => id)).toEqual(own.map(({ id }) => id).toSorted((a, b) => a - b));
  // I2 the row is the fold of the stream.
  const events = own.map(({ id: _id, version: _version, metadata: _metadata, ...event }) => event);
  expect(fold(events, sagaUuid, NOT_STARTED)).toEqual(saga);
  // I3, I4, I7: what stands at the partners is what the end says, each made once.
  const cancelled = saga.position === "CANCELLED";
  expect(world.partners.liveSteps(sagaUuid).toSorted()).toEqual(
    cancelled ? [] : ["inventory", "prescription", "shipment"],
  );
  if (cancelled) expect(saga.stack.map(({ status }) => status)).not.toContain("recorded");
  else expect(types).toContain("ShipmentInitiated");
  expect(world.partners.madeTwice()).toEqual([]);
  // I5 nothing after the end but late answers, and the wish that opens the void gate.
  expect(recordedAfterEnd(own, sagaUuid)).toEqual([]);
  // I6 undone from the top.
  const undone = undoneBy(own);
  expect(undone).toEqual([...new Set(undone)].toSorted((a, b) => b - a));
  expect(orders.filter(({ type }) => type === "OrderCancelled")).toHaveLength(cancelled ? 1 : 0);
  // I8 no stock released while a shipment stood.
  expect(stage.rashReleases).toBe(0);
  // I12 no budget was overdrawn.
  expect(overdrawn(own)).toEqual([]);
  await checkAnswers(stage);
  await checkQueues(stage);
}

/** In the order of the undoing; without what a late answer made necessary once more. */
function undoneBy(stream: Stored): number[] {
  const toCleanUp = new Set<number | undefined>();
  return stream.flatMap((event) => {
    if (event.type === "LateOutcomeObserved" && event.data.cleanUp !== null) {
      toCleanUp.add(UNDOING[event.data.cleanUp]);
    }
    const undone = UNDONE[event.type];
    return undone === undefined || toCleanUp.delete(undone) ? [] : undone;
  });
}

/** By commit: what belongs to the end itself is recorded together with it. */
function recordedAfterEnd(stream: Stored, sagaUuid: string): string[] {
  let state: SagaState = NOT_STARTED;
  let cause: string | null = null;
  const found: string[] = [];
  for (const { id: _id, version: _version, metadata, ...event } of stream) {
    const opensGate = state.position === "COMPLETED" && event.type === "CancelRequested";
    const isAllowed = opensGate || event.type === "LateOutcomeObserved";
    if (isAtRest(state) && metadata.causationId !== cause && !isAllowed) found.push(event.type);
    cause = metadata.causationId;
    state = fold([event], sagaUuid, state);
  }
  return found;
}

const isAtRest = (state: SagaState): boolean =>
  (state.position === "COMPLETED" || state.position === "CANCELLED") &&
  state.work === null &&
  state.parked === null;

type Stored = Awaited<ReturnType<typeof readStream>>;

function overdrawn(stream: Stored): number[] {
  return stream.flatMap((event) => {
    if (event.type !== "StepOutcomeUnknown") return [];
    const { step, direction, attempt } = event.data;
    return attempt > budgetOf(step, direction, DEFAULT_POLICY) ? [attempt] : [];
  });
}

/** I10 the same action gets the same answer again, and does nothing again. */
async function checkAnswers({ world, asked }: Stage): Promise<void> {
  for (const { submission, receipt } of asked) {
    if (receipt.type !== "decided") continue;
    const again = await world.committer.submit(submission);
    expect(again).toMatchObject({ decision: receipt.decision, code: receipt.code });
  }
}

/** I9 nothing is left queued for an order that is done; I14 no job tells who it is for. */
async function checkQueues({ world, sagaUuid, order }: Stage): Promise<void> {
  const { rows } = await world.pool.query<{ name: string; data: string }>(
    `select name, data::text from pgboss.job
     where state <= 'active' and (data->>'sagaUuid' = $1 or data->>'orderUuid' = $2)`,
    [sagaUuid, order?.orderUuid],
  );
  expect(rows).toEqual([]);
  const everything = world.logged.splice(0).join("");
  for (const personal of ["ada@example.test", "1 Sample Street", "1984-02-29"]) {
    expect(everything).not.toContain(personal);
  }
}
