import type { Mutant } from "./mutant.ts";

/** What a person saw is what they act on; what a customer was told is told once. */
export const THE_PEOPLE: readonly Mutant[] = [
  {
    id: "M102-acts-on-an-old-page",
    pitfalls: [],
    breaks: "A wish is carried out although the saga has moved on since the person looked.",
    file: "server/saga/decide-command.ts",
    find: "revision === null || revision === saga.revision",
    replace: "revision === null || revision <= saga.revision",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-command.test.ts",
      test: "a person who saw an older page > is told that the saga has moved on",
    },
  },
  {
    id: "M103-page-old-by-a-retry",
    pitfalls: [],
    breaks:
      "A retry by the machine makes the page of a person old, and the action on it is refused.",
    file: "server/saga/state.ts",
    find: "before.parked?.reason === after.parked?.reason &&",
    replace: `before.parked?.reason === after.parked?.reason &&
    before.dispatch === after.dispatch &&`,
    killedBy: {
      project: "unit",
      file: "server/saga/decide-command.test.ts",
      test: "a person who saw an older page > has not missed anything by a retry: it does not make the page old",
    },
  },
  {
    id: "M104-taken-from-a-person",
    pitfalls: [],
    breaks: "What waits for a person goes on by itself.",
    file: "server/saga/decide-command.ts",
    find: '["PARTNER_MISCONFIGURED", "UNREADABLE_EVENT"]',
    replace: '["PARTNER_MISCONFIGURED", "UNREADABLE_EVENT", "REQUEST_REFUSED"]',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-command.test.ts",
      test: "what PENDING_SHIPMENT waited for is over > but nothing is taken from a person, and no call in flight is doubled",
    },
  },
  {
    id: "M105-told-twice",
    pitfalls: [],
    breaks: "A customer who was told is written to again for each copy of the job.",
    file: "server/fulfillment/decide-submission.ts",
    find: 'if (head.noticeKind === kind && head.noticeState === "told") return',
    replace: 'if (head.noticeKind === kind && head.noticeState === "none") return',
    killedBy: {
      project: "int",
      file: "server/fulfillment/notices.int.test.ts",
      test: "a message > that a copy has sent is noted once, whatever its other copies answer after it",
    },
  },
  {
    id: "M106-told-of-the-wrong-end",
    pitfalls: [],
    breaks: "A late message that it shipped hides that the customer was told of the cancellation.",
    file: "server/fulfillment/decide-submission.ts",
    find: 'if (kind === "shipped" && head.cancelledAt !== null) return',
    replace: 'if (kind === "shipped" && head.version < 0) return',
    killedBy: {
      project: "int",
      file: "server/fulfillment/notices.int.test.ts",
      test: "a message > that it shipped, answered late (sent), leaves what the customer was told of the cancellation",
    },
  },
];
