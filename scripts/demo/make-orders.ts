import type { PlaceOrderBody } from "#server/orders/place-order-input";
import {
  CANCEL_DENIED_FAMILY_NAME,
  UNDELIVERABLE_POSTAL_CODE,
  UNLICENSED_PRESCRIBER_NPI,
} from "#server/partners/contract/catalogue";
import { makeLines } from "./medicines.ts";
import { makePerson, makePrescriber } from "./people.ts";
import { createRandom, type Random } from "./random.ts";

/** How an order is meant to end. The bundled partners know the troubled ones by what they hold. */
export const STORIES = [
  "completes",
  "prescriber_not_licensed",
  "out_of_stock",
  "undeliverable_address",
  "undo_refused",
] as const;
export type Story = (typeof STORIES)[number];

export type DemoOrder = { story: Story; idempotencyKey: string; body: PlaceOrderBody };

/** Of all orders, for each of the three refusals. */
const REFUSED_SHARE = 0.07;

/**
 * A believable mix. With five orders or more every kind of end is there;
 * `withParked` adds the one order that must wait for a person.
 */
export function makeOrders(options: {
  orders: number;
  seed: number;
  /** Tells this run's orders from every other's. */
  runId: string;
  withParked: boolean;
}): DemoOrder[] {
  const random = createRandom(options.seed);
  return random
    .shuffled(listStories(options.orders, options.withParked))
    .map((story, index) => makeOrder(random, story, `${options.runId}-${index + 1}`));
}

function listStories(orders: number, withParked: boolean): Story[] {
  const refused = Math.max(1, Math.round(orders * REFUSED_SHARE));
  const troubled: Story[] = [
    "out_of_stock",
    "undeliverable_address",
    "prescriber_not_licensed",
    ...(withParked ? ["undo_refused" as const] : []),
    ...Array.from({ length: refused - 1 }, () => STORIES.slice(1, 4)).flat(),
  ];
  // Of very few orders most must still be good news.
  const room = orders >= 5 ? troubled.length : Math.floor(orders / 2);
  const chosen = troubled.slice(0, room);
  return [...chosen, ...Array.from({ length: orders - chosen.length }, () => "completes" as const)];
}

function makeOrder(random: Random, story: Story, id: string): DemoOrder {
  const person = makePerson(random, id);
  const doctor = makePrescriber(random);
  const isUnlicensed = story === "prescriber_not_licensed";
  const isUndeliverable = story === "undeliverable_address" || story === "undo_refused";
  return {
    story,
    idempotencyKey: `demo-order-${id}`,
    body: {
      externalOrderId: `demo-${id}`,
      patient: {
        ...person.patient,
        ...(story === "undo_refused" ? { familyName: CANCEL_DENIED_FAMILY_NAME } : {}),
      },
      shipTo: {
        ...person.shipTo,
        ...(isUndeliverable ? { postalCode: UNDELIVERABLE_POSTAL_CODE } : {}),
      },
      shipping: {
        service: random.one(["standard", "standard", "standard", "expedited", "overnight"]),
      },
      medications: makeLines(random, {
        prescriber: isUnlicensed ? { ...doctor, npi: UNLICENSED_PRESCRIBER_NPI } : doctor,
        withOutOfStock: story === "out_of_stock",
      }),
    },
  };
}
