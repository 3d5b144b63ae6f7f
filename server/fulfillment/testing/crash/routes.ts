import { UNDELIVERABLE_POSTAL_CODE } from "#server/partners/contract/catalogue";
import type { SagaJob } from "#server/saga/types";
import type { NewOrder } from "../../submissions.ts";
import { newOrder } from "../new-order.ts";

/** How an order comes to a job, and how it must end whatever dies on the way. */
export type Route = "ships" | "is refused at shipment" | "is taken back by a person";

export const ROUTE_OF: Record<SagaJob, Route> = {
  "create-prescription": "ships",
  "reserve-inventory": "ships",
  "initiate-shipment": "ships",
  "void-shipment": "is taken back by a person",
  "release-inventory": "is refused at shipment",
  "cancel-prescription": "is refused at shipment",
  "cancel-order": "is refused at shipment",
};

/** The job whose outcome asks for this one; null where that is a person or the storefront. */
export const BEFORE: Record<SagaJob, Exclude<SagaJob, "cancel-order"> | null> = {
  "create-prescription": null,
  "reserve-inventory": "create-prescription",
  "initiate-shipment": "reserve-inventory",
  "void-shipment": null,
  "release-inventory": "initiate-shipment",
  "cancel-prescription": "release-inventory",
  "cancel-order": "cancel-prescription",
};

export function orderOn(route: Route): NewOrder {
  const order = newOrder();
  return route === "is refused at shipment"
    ? { ...order, shipTo: { ...order.shipTo, postalCode: UNDELIVERABLE_POSTAL_CODE } }
    : order;
}

/** What partners hold in the end, in the words of their ledger. */
export const HELD_IN_THE_END: Record<
  Route,
  { prescription: number; inventory: number; carrier: number }
> = {
  ships: { prescription: 1, inventory: 1, carrier: 1 },
  "is refused at shipment": { prescription: 0, inventory: 0, carrier: 0 },
  "is taken back by a person": { prescription: 0, inventory: 0, carrier: 0 },
};
