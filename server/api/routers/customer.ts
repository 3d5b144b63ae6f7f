import { z } from "zod";
import { operationsOf } from "#server/operations/operations-of";
import { REVEAL_PURPOSES } from "#server/operations/reveal/purposes";
import { revealCustomer } from "#server/operations/reveal/reveal-customer";
import { needsNote, note, saysWhy } from "../action-note.ts";
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

/** The person behind an order. A mutation: what is shown is recorded, and no cache keeps it. */
export const customerRouter = consoleRouter({
  reveal: consoleProcedure
    .input(wish)
    .mutation(({ ctx, input }) =>
      revealCustomer(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),
});
