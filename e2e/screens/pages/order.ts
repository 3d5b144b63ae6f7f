import { data, notFound } from "../answers.ts";
import { cancelledOrder, refusedOrder } from "../fixtures/ended-orders.ts";
import { takenOverClaim } from "../fixtures/inbox.ts";
import { unknownOrder } from "../fixtures/unknown-order.ts";
import { type Shot, troubles } from "../shot.ts";

const path = `/orders/${unknownOrder.orderNumber}`;
const shot = { page: "order", path } as const;
const real = { page: "order", path: "/orders/:order" } as const;

export const order: Shot[] = [
  { ...real, state: "real-completed", order: "completed", quick: true },
  { ...real, state: "real-cancelled", order: "cancelled" },
  { ...real, state: "real-undo-refused", order: "undo-refused" },
  { ...real, state: "real-not-told", order: "not-told" },
  { ...real, state: "real-needs-a-person", order: "needs-a-person" },
  { ...real, state: "real-unknown", order: "unknown" },
  { ...real, state: "real-undoing", order: "undoing" },
  { ...real, state: "real-retrying", order: "retrying" },
  {
    ...real,
    state: "real-events",
    path: "/orders/:order?show=events",
    order: "cancelled",
    quick: true,
    limits: true,
  },
  { ...shot, state: "busy", answers: {}, quick: true, limits: true },
  { ...shot, state: "claimed", answers: { "claims.of": data(takenOverClaim) } },
  { ...shot, state: "undo-refused", answers: { "orders.get": data(refusedOrder) }, limits: true },
  { ...shot, state: "cancelled", answers: { "orders.get": data(cancelledOrder) } },
  ...troubles({ ...shot, reads: "orders.get" }),
  {
    ...shot,
    state: "mistyped",
    answers: { "orders.get": notFound("This order number is mistyped.") },
  },
  { ...shot, state: "missing", answers: { "orders.get": notFound("There is no such order.") } },
];
