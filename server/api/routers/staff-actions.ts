import { z } from "zod";
import {
  listStaffActions,
  STAFF_ACTION_AREAS,
} from "#server/operations/settings/list-staff-actions";
import { adminProcedure, consoleRouter } from "../trpc.ts";

export const staffActionsRouter = consoleRouter({
  list: adminProcedure
    .input(z.strictObject({ area: z.enum(STAFF_ACTION_AREAS) }))
    .query(({ ctx, input }) => listStaffActions(ctx.runtime.database.db, input.area)),
});
