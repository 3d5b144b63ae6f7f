import { z } from "zod";
import { partnerFigures } from "#server/operations/figures/partner-figures";
import { operationsOf } from "#server/operations/operations-of";
import { ACTION_REASONS } from "#server/operations/order-actions/views";
import { holdPartner } from "#server/operations/partners/hold-partner";
import { listPartners } from "#server/operations/partners/list-partners";
import { releasePartner } from "#server/operations/partners/release-partner";
import { PARTNERS } from "#server/partners/types";
import { needsNote, note, saysWhy } from "../action-note.ts";
import { adminProcedure, consoleProcedure, consoleRouter } from "../trpc.ts";

const wish = z
  .strictObject({
    /** Made by the page; the same one again gives the same answer. */
    actionId: z.uuid(),
    partner: z.enum(PARTNERS),
    reason: z.enum(ACTION_REASONS),
    note,
  })
  .refine(({ reason, note }) => saysWhy(reason, note), needsNote);

export const partnersRouter = consoleRouter({
  list: consoleProcedure.query(({ ctx }) => listPartners(operationsOf(ctx.runtime))),

  figures: consoleProcedure.query(({ ctx }) => partnerFigures(operationsOf(ctx.runtime))),

  hold: adminProcedure
    .input(wish)
    .mutation(({ ctx, input }) =>
      holdPartner(operationsOf(ctx.runtime), { ...input, by: ctx.session.userId }),
    ),

  release: adminProcedure
    .input(wish)
    .mutation(({ ctx, input }) =>
      releasePartner(operationsOf(ctx.runtime), { ...input, by: ctx.session.userId }),
    ),
});
