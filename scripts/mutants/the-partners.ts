import type { Mutant } from "./mutant.ts";

/** What a reply proves, and what is sent a second time. */
export const THE_PARTNERS: readonly Mutant[] = [
  {
    id: "M56-silence-is-no-call",
    pitfalls: [],
    breaks: "A call that broke off after it was sent counts as never sent.",
    file: "server/partners/classify-reply.ts",
    find: 'return wire.phase === "before_sent"',
    replace: 'return wire.phase === "before_sent" || kind === "forward"',
    killedBy: {
      project: "unit",
      file: "server/partners/classify-reply.test.ts",
      test: "a call that failed on the way > timeout after sending leaves a write unknown and a read to be asked again",
    },
  },
  {
    id: "M57-sent-is-not-sent",
    pitfalls: [],
    breaks: "A call whose socket was cut after the request was written counts as never sent.",
    file: "server/partners/http-client.ts",
    find: "      else abortSocket = abort;",
    replace: "      else if (call.body === undefined) abortSocket = abort;",
    killedBy: {
      project: "int",
      file: "server/partners/http-client.int.test.ts",
      test: "a failure after sending > is a socket cut without an answer",
    },
  },
  {
    id: "M58-our-key-cancels-orders",
    pitfalls: [],
    breaks: "A partner that does not take our key cancels our customers' orders.",
    file: "server/partners/classify-reply.ts",
    find: 'return { type: "misconfigured", scope: "partner", code };',
    replace: 'return { type: "rejected", code };',
    killedBy: {
      project: "unit",
      file: "server/partners/classify-reply.test.ts",
      test: "our fault > a bare 401 concerns the partner",
    },
  },
  {
    id: "M59-unlisted-code-refuses",
    pitfalls: [],
    breaks: "A code that nobody documented cancels an order.",
    file: "server/partners/classify-reply.ts",
    find: "return meaning === null ? null :",
    replace: 'return meaning === null ? { type: "rejected", code: safeCode(code) } :',
    killedBy: {
      project: "unit",
      file: "server/partners/classify-reply.test.ts",
      test: "what is not documented > a code we never saw does not cancel an order, nor does one named like a built-in",
    },
  },
  {
    id: "M60-prose-travels",
    pitfalls: [],
    breaks: "A partner's own words, which may name the patient, travel on as a code.",
    file: "server/partners/reply-codes.ts",
    find: 'return /^[a-z0-9_]{1,64}$/.test(code) ? code : "unlisted_code";',
    replace: 'return code.length > 0 ? code : "unlisted_code";',
    killedBy: {
      project: "unit",
      file: "server/partners/classify-reply.test.ts",
      test: "what is not documented > a code that may quote a person is not carried further",
    },
  },
  {
    id: "M61-reference-a-call",
    pitfalls: [36],
    breaks: "Each call of a step bears a reference of its own, so a repeat is a second effect.",
    file: "server/partners/references.ts",
    find: `return \`\${sagaUuid}:prescription\`;`,
    replace: `return \`\${sagaUuid}:prescription:\${crypto.randomUUID()}\`;`,
    killedBy: {
      project: "unit",
      file: "server/partners/requests.test.ts",
      test: "the prescription request > is the same bytes when it is sent again",
    },
  },
  {
    id: "M62-sent-again-unasked",
    pitfalls: [],
    breaks: "A step in doubt is sent again without looking up whether it was done.",
    file: "server/partners/prescription/create-prescription.ts",
    find: "if (call.inDoubt) {",
    replace: "if (call.inDoubt && call.references.prescription !== null) {",
    killedBy: {
      project: "int",
      file: "server/partners/adapters.int.test.ts",
      test: "create-prescription > in doubt adopts what its look-up finds and sends nothing",
    },
  },
  {
    id: "M63-unanswered-look-up-is-no",
    pitfalls: [],
    breaks: "A look-up that is not answered counts as nothing found.",
    file: "server/partners/inventory/reserve-inventory.ts",
    find: `      if (finding.type === "unanswered") return finding.reply;
`,
    replace: "",
    killedBy: {
      project: "int",
      file: "server/partners/adapters.int.test.ts",
      test: "reserve-inventory > in doubt stays unknown and sends nothing while its look-up is not answered",
    },
  },
  {
    id: "M64-answer-of-another",
    pitfalls: [],
    breaks: "A reply that names another order's reference is taken for ours.",
    file: "server/partners/call-partner.ts",
    find: "return echoed.success && echoed.data.clientReference !== request.clientReference;",
    replace: 'return echoed.success && echoed.data.clientReference === "";',
    killedBy: {
      project: "int",
      file: "server/partners/adapters.int.test.ts",
      test: "release-inventory > does not take an answer that names another reference for its own",
    },
  },
];
