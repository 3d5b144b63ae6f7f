import { randomUUID } from "node:crypto";
import { makeLines } from "#scripts/demo/medicines";
import { makePerson, makePrescriber } from "#scripts/demo/people";
import { createRandom } from "#scripts/demo/random";
import type { PlaceOrderBody } from "#server/orders/place-order-input";
import { UNDELIVERABLE_POSTAL_CODE } from "#server/partners/contract/catalogue";
import type { Sent } from "./send-all.ts";

/** So many people order, again and again: writing bodies must not cost what is measured. */
const PEOPLE = 200;
/** One in so many asks for a parcel to where none can be brought, and is taken back. */
const REFUSED_IN = 5;
const SEED = 1;

/** Orders as storefronts send them, without end; each is another order under another key. */
export function* orderRequests(apiKey: string): Generator<Sent, never> {
  const bodies = Array.from({ length: PEOPLE }, (_, index) => cutAtId(makeBody(index)));
  for (let index = 0; ; index += 1) {
    const body = bodies[index % PEOPLE] ?? ["", ""];
    const id = randomUUID();
    yield {
      path: "/api/v1/orders",
      headers: {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        "idempotency-key": id,
      },
      body: body.join(id),
    };
  }
}

const ID = "@id@";

const cutAtId = (body: PlaceOrderBody) => JSON.stringify(body).split(ID);

function makeBody(index: number): PlaceOrderBody {
  const random = createRandom(SEED + index);
  const { patient, shipTo } = makePerson(random, String(index));
  const isRefused = index % REFUSED_IN === REFUSED_IN - 1;
  return {
    externalOrderId: `bench-${ID}`,
    patient,
    shipTo: isRefused ? { ...shipTo, postalCode: UNDELIVERABLE_POSTAL_CODE } : shipTo,
    shipping: { service: "standard" },
    medications: makeLines(random, { prescriber: makePrescriber(random), withOutOfStock: false }),
  };
}
