import type { Mutant } from "./mutant.ts";

/** What is asked twice is done once. */
export const THE_KEYS: readonly Mutant[] = [
  {
    id: "M95-any-body-under-a-key",
    pitfalls: [36],
    breaks: "A key that comes back with another body is answered as the first was.",
    file: "server/fulfillment/answer-keyed.ts",
    find: "return use.fingerprint === idempotency.fingerprint && use.operation === idempotency.operation;",
    replace: "return use.operation === idempotency.operation;",
    killedBy: {
      project: "int",
      file: "server/fulfillment/place-orders.int.test.ts",
      test: "a key that comes back with another body is refused and writes nothing",
    },
  },
  {
    id: "M96-one-key-for-all-clients",
    pitfalls: [36],
    breaks: "A key that one storefront used is taken for every other.",
    file: "server/fulfillment/claim-keys.ts",
    find: 'submission.type === "place" ? submission.order.clientId : submission.clientId;',
    replace: 'submission.type === "place" ? "storefront" : submission.clientId;',
    killedBy: {
      project: "int",
      file: "server/fulfillment/place-orders.int.test.ts",
      test: "the same key of another client is another key",
    },
  },
  {
    id: "M97-refused-place-keeps-its-key",
    pitfalls: [36],
    breaks: "An order that was refused keeps its key, so that it cannot be mended and sent again.",
    file: "server/fulfillment/refuse-places.ts",
    find: "refused.filter((place) => claims.has(place))",
    replace: 'refused.filter((place) => place.order.orderUuid === "" && claims.has(place))',
    killedBy: {
      project: "int",
      file: "server/fulfillment/place-orders.int.test.ts",
      test: "an external order id that exists > is refused with the order that has it, and the new key stays free",
    },
  },
  {
    id: "M98-cancelled-twenty-times",
    pitfalls: [],
    breaks: "A storefront's cancel that is repeated under its key is a wish of its own each time.",
    file: "server/fulfillment/commit-batch.ts",
    find: "cancels.filter((cancel) => !claims.has(cancel))",
    replace: "cancels.filter((cancel) => claims.has(cancel) && rows.now < 0)",
    killedBy: {
      project: "int",
      file: "server/api/storefront-cancel.int.test.ts",
      test: "cancelling an order > twenty times at once with one key asks once and answers twenty times the same",
    },
  },
  {
    id: "M99-replaced-twice",
    pitfalls: [],
    breaks: "A cancelled order can be placed again any number of times.",
    file: "db/migrations/0003_partners_and_upkeep.sql",
    find: 'CREATE UNIQUE INDEX "orders_replaces_order_id_key"',
    replace: 'CREATE INDEX "orders_replaces_order_id_key"',
    killedBy: {
      project: "int",
      file: "server/api/storefront-cancel.int.test.ts",
      test: "placing an order again > happens once: whoever is second is told of the first",
    },
  },
  {
    id: "M100-replaced-though-alive",
    pitfalls: [],
    breaks: "An order that may still be fulfilled can be placed again.",
    file: "server/orders/find-replaceable.ts",
    find: 'if (latest.saga.state !== "CANCELLED") {',
    replace: 'if (latest.saga.state === "COMPENSATING") {',
    killedBy: {
      project: "int",
      file: "server/api/storefront-cancel.int.test.ts",
      test: "placing an order again > of an order that is not cancelled, of another's or of none is refused",
    },
  },
  {
    id: "M101-action-carried-out-twice",
    pitfalls: [],
    breaks: "The same action, sent twice, is carried out twice.",
    file: "server/fulfillment/answer-command.ts",
    find: "if (answered && isSameWish(answered, submission)) return answered.receipt;",
    replace: "if (answered && !isSameWish(answered, submission)) return answered.receipt;",
    killedBy: {
      project: "int",
      file: "server/fulfillment/answer-command.int.test.ts",
      test: "a person's wish > sent twice under one action id is carried out once and answered alike",
    },
  },
];
