import { z } from "zod";
import { claimOrder } from "#server/operations/claims/claim-order";
import { findClaim } from "#server/operations/claims/find-claim";
import { releaseClaim } from "#server/operations/claims/release-claim";
import { takeOverOrder } from "#server/operations/claims/take-over-order";
import { operationsOf } from "#server/operations/operations-of";
import { noteText } from "../note-text.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const order = z.strictObject({ sagaUuid: z.uuid() });
const takeOver = order.extend({ claimId: z.uuid(), note: noteText });

/** Who looks after which order. Both roles may; what an order allows depends on no claim. */
export const claimsRouter = consoleRouter({
  of: consoleProcedure
    .input(order)
    .query(({ ctx, input }) =>
      findClaim(operationsOf(ctx.runtime).db, input.sagaUuid, ctx.session.userId),
    ),

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
