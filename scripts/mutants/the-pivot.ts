import type { Mutant } from "./mutant.ts";

/** The shipment: the step after which there is no way back but by the carrier. */
export const THE_PIVOT: readonly Mutant[] = [
  {
    id: "M40-pivot-in-doubt-is-undone",
    pitfalls: [14],
    breaks: "A shipment that may exist is not voided before the rest is undone.",
    file: "server/saga/decide-forward.ts",
    find: '      roundAgain ? park("OUTCOME_UNKNOWN", code) : askVoid(code, now),',
    replace:
      '      ...(roundAgain && now > 0 ? [park("OUTCOME_UNKNOWN", code)] : turn(saga, step, code, true)),',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-gate.test.ts",
      test: "a shipment that may exist > is asked to be voided before anything is undone, when it is refused after a doubt",
    },
  },
  {
    id: "M41-pivot-unknown-turns",
    pitfalls: [],
    breaks: "A shipment whose outcome stays unknown is taken for refused.",
    file: "server/saga/decide-forward.ts",
    find: 'return [noted, park("OUTCOME_UNKNOWN", code)];',
    replace: "return [noted, ...turn(saga, step, code, true)];",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > of the pivot used up parks with the outcome unknown, and undoes nothing",
    },
  },
  {
    id: "M42-pivot-doubted-for-ever",
    pitfalls: [17],
    breaks: "A shipment may stay in doubt for as long as its attempts last.",
    file: "server/saga/decide-forward.ts",
    find: "now - saga.inDoubtSince >= policy.pivotDoubtMs",
    replace: "now - saga.inDoubtSince >= policy.deadlineMs",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-forward.test.ts",
      test: "the budget > of the pivot ends after a quarter of an hour in doubt, whatever is left of it",
    },
  },
  {
    id: "M43-cancel-beats-the-shipped",
    pitfalls: [27],
    breaks: "A cancel that waited undoes an order whose parcel was labelled meanwhile.",
    file: "server/saga/decide-forward.ts",
    find: "if (!STEP[step].pivot) return [...doneNow, ...turn(",
    replace: "if (STEP[step].position === saga.position) return [...doneNow, ...turn(",
    killedBy: {
      project: "unit",
      file: "server/saga/decide-gate.test.ts",
      test: "a shipment that may exist > wins over a cancel that waited for it",
    },
  },
  {
    id: "M44-completed-undone-at-once",
    pitfalls: [],
    breaks: "A completed order is turned before the carrier was asked for its parcel.",
    file: "server/saga/decide-command.ts",
    find: 'if (saga.position === "COMPLETED") return "asks_void";',
    replace: 'if (saga.position === "COMPLETED") return "turns";',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-gate.test.ts",
      test: "undoing a completed order > asks the carrier first, and stays completed meanwhile",
    },
  },
  {
    id: "M45-refused-void-turns",
    pitfalls: [],
    breaks: "An order whose parcel the carrier does not give back is undone all the same.",
    file: "server/saga/decide-gate.ts",
    find: 'if (saga.position === "COMPLETED") return answered;',
    replace: `if (saga.position === "COMPLETED") {
    return [...answered, ...turn(saga, "shipment", code, true)];
  }`,
    killedBy: {
      project: "unit",
      file: "server/saga/decide-gate.test.ts",
      test: "undoing a completed order > refused: names the carrier's reason and touches nothing else",
    },
  },
  {
    id: "M46-made-too-late-stays",
    pitfalls: [],
    breaks: "What a partner makes after the order was cancelled stays there.",
    file: "server/saga/decide-late.ts",
    find: 'saga.position === "CANCELLED" && !listed ? made : null',
    replace: 'saga.position === "CANCELLED" && listed ? made : null',
    killedBy: {
      project: "unit",
      file: "server/saga/decide-gate.test.ts",
      test: "what is made after the order was cancelled > is undone by reference: create-prescription",
    },
  },
  {
    id: "M47-ended-is-not-the-end",
    pitfalls: [27],
    breaks: "A cancelled order can be cancelled once more.",
    file: "server/saga/decide-command.ts",
    find: `if (saga.position === "CANCELLED") return ignore("already cancelled");
`,
    replace: "",
    killedBy: {
      project: "unit",
      file: "server/saga/saga.property.test.ts",
      test: "whatever happens to a saga > nothing but late answers is recorded once it has ended, unless a gate is opened",
    },
  },
];
