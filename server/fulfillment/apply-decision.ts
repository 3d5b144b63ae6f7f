import { type DomainEvent, isSagaEvent, type Recorded, recorded } from "#server/saga/events";
import { evolve } from "#server/saga/evolve";
import type { Saga, SagaState } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type { EventMetadata } from "./event-codec.ts";

/**
 * Moves a saga, and its order where an event belongs to the order's own stream,
 * along the events of one decision. Nothing is written yet.
 */
export function applyDecision(
  batch: Batch,
  sagaUuid: string,
  events: readonly DomainEvent[],
  metadata: EventMetadata,
): Saga {
  const before = batch.saga(sagaUuid);
  const own = events.filter((event) => isSagaEvent(event));
  const after = own.reduce<SagaState>(
    (state, event) => evolve(state, recorded(event, batch.now), sagaUuid),
    before,
  );
  if (after.position === "NOT_STARTED") throw new Error(`Bug: saga ${sagaUuid} did not start`);
  batch.after.set(sagaUuid, after);
  batch.appends.push({
    aggregateUuid: sagaUuid,
    aggregateType: "order_fulfillment_saga",
    versionBefore: before.position === "NOT_STARTED" ? 0 : before.version,
    events: own,
    metadata,
  });
  const orders = events.filter((event) => !isSagaEvent(event));
  if (orders.length > 0) appendToOrder(batch, after.orderUuid, orders, metadata);
  return after;
}

/** Appends to the order's own stream; a new order starts with its first event. */
export function appendToOrder(
  batch: Batch,
  orderUuid: string,
  events: readonly DomainEvent[],
  metadata: EventMetadata,
): void {
  const head = batch.order(orderUuid);
  const isNew = events[0]?.type === "OrderCreated";
  if (!head && !isNew) throw new Error(`Bug: order ${orderUuid} was not locked`);
  batch.appends.push({
    aggregateUuid: orderUuid,
    aggregateType: "order",
    versionBefore: head?.version ?? 0,
    events,
    metadata,
  });
  // A new order's row is written as it must be after OrderCreated.
  if (!head) return;
  const next = events.reduce(
    (order, event) => evolveOrder(order, recorded(event, batch.now)),
    head,
  );
  batch.changedOrders.set(orderUuid, next);
}

type OrderHead = NonNullable<ReturnType<Batch["order"]>>;

/** The order's read model, folded from its own stream. */
export function evolveOrder(order: OrderHead, event: Recorded): OrderHead {
  const next = { ...order, version: order.version + 1 };
  switch (event.type) {
    case "OrderCancelled":
      return { ...next, cancelledAt: event.at };
    case "CustomerNotified":
      return {
        ...next,
        noticeKind: event.data.kind,
        noticeState: "told",
        noticeCode: null,
        noticeAt: event.at,
      };
    case "CustomerNotificationFailed":
      return {
        ...next,
        noticeKind: event.data.kind,
        noticeState: event.data.permanent ? "failed" : "due",
        noticeCode: event.data.code,
        noticeAt: event.at,
      };
    default:
      // OrderCreated makes the row; events of the saga's stream are not folded here.
      return next;
  }
}
