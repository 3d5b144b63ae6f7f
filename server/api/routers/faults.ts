import { z } from "zod";
import { clearFaults } from "#server/operations/faults/clear-faults";
import { injectFault } from "#server/operations/faults/inject-fault";
import { listFaults } from "#server/operations/faults/list-faults";
import { FAULT_KINDS } from "#server/operations/faults/views";
import { operationsOf } from "#server/operations/operations-of";
import { PARTNERS } from "#server/partners/types";
import { adminProcedure, consoleRouter } from "../trpc.ts";

const partner = z.enum(PARTNERS);

/** Faults of the bundled partners, to watch the system heal. Real partners have none. */
export const faultsRouter = consoleRouter({
  list: adminProcedure.query(({ ctx }) => listFaults(operationsOf(ctx.runtime))),

  inject: adminProcedure
    .input(
      z.strictObject({ partner, kind: z.enum(FAULT_KINDS), amount: z.int().min(1).max(1_000) }),
    )
    .mutation(({ ctx, input }) =>
      injectFault(operationsOf(ctx.runtime), { ...input, by: ctx.session.userId }),
    ),

  clear: adminProcedure
    .input(z.strictObject({ partner }))
    .mutation(({ ctx, input }) =>
      clearFaults(operationsOf(ctx.runtime), { ...input, by: ctx.session.userId }),
    ),
});
