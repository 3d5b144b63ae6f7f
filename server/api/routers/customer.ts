import { z } from "zod";
import { checkCaller } from "#server/operations/caller-check/check-caller";
import { operationsOf } from "#server/operations/operations-of";
import { REVEAL_PURPOSES } from "#server/operations/reveal/purposes";
import { revealCustomer } from "#server/operations/reveal/reveal-customer";
import { needsNote, note, saysWhy } from "../action-note.ts";
import { callerCheckInput } from "../caller-check-input.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const wish = z
  .strictObject({
    sagaUuid: z.uuid(),
    /** Made by the page; the same one again, in its minutes, gives the same answer and is kept once. */
    revealUuid: z.uuid(),
    purpose: z.enum(REVEAL_PURPOSES),
    note,
  })
  .refine(({ purpose, note }) => saysWhy(purpose, note), needsNote);

/** The person behind an order. Mutations: what is shown or compared is recorded, and no cache or address keeps it. */
export const customerRouter = consoleRouter({
  reveal: consoleProcedure
    .input(wish)
    .mutation(({ ctx, input }) =>
      revealCustomer(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),
  checkCaller: consoleProcedure
    .input(callerCheckInput)
    .mutation(({ ctx, input }) =>
      checkCaller(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),
});
