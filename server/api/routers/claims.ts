import { z } from "zod";
import { claimOrder } from "#server/operations/claims/claim-order";
import { lookAtOrder } from "#server/operations/claims/look-at-order";
import { releaseClaim } from "#server/operations/claims/release-claim";
import { takeOverOrder } from "#server/operations/claims/take-over-order";
import { operationsOf } from "#server/operations/operations-of";
import { noteText } from "../note-text.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const order = z.strictObject({ sagaUuid: z.uuid() });
const takeOver = order.extend({ claimId: z.uuid(), note: noteText });

/** Who looks after which order. Both roles may; what an order allows depends on no claim. */
export const claimsRouter = consoleRouter({
  /** A page has the order in sight, and hears who has claimed it and who else looks. */
  look: consoleProcedure
    .input(order.extend({ tabId: z.uuid() }))
    .mutation(({ ctx, input }) => lookAtOrder(operationsOf(ctx.runtime), ctx.session, input)),

  claim: consoleProcedure
    .input(order)
    .mutation(({ ctx, input }) =>
      claimOrder(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),

  takeOver: consoleProcedure
    .input(takeOver)
    .mutation(({ ctx, input }) =>
      takeOverOrder(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),

  release: consoleProcedure
    .input(order)
    .mutation(({ ctx, input }) =>
      releaseClaim(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),
});
