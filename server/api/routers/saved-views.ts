import { z } from "zod";
import { operationsOf } from "#server/operations/operations-of";
import { changeSavedView, removeSavedView } from "#server/operations/saved-views/change-saved-view";
import { countSavedViews } from "#server/operations/saved-views/count-saved-views";
import { listSavedViews } from "#server/operations/saved-views/list-saved-views";
import { saveView } from "#server/operations/saved-views/save-view";
import { viewContent } from "#server/operations/saved-views/view-content";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const named = {
  /** Made by the page; the same one again is the same view. */
  viewId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  shared: z.boolean(),
};

export const savedViewsRouter = consoleRouter({
  list: consoleProcedure.query(({ ctx }) =>
    listSavedViews(operationsOf(ctx.runtime).db, ctx.session.userId),
  ),

  counts: consoleProcedure.query(({ ctx }) =>
    countSavedViews(operationsOf(ctx.runtime).db, ctx.session.userId),
  ),

  save: consoleProcedure
    .input(z.strictObject({ ...named, ...viewContent.shape }))
    .mutation(({ ctx, input }) =>
      saveView(operationsOf(ctx.runtime).db, ctx.session.userId, input),
    ),

  change: consoleProcedure
    .input(z.strictObject(named))
    .mutation(({ ctx, input }) =>
      changeSavedView(operationsOf(ctx.runtime).db, ctx.session.userId, input),
    ),

  remove: consoleProcedure
    .input(z.strictObject({ viewId: z.uuid() }))
    .mutation(({ ctx, input }) =>
      removeSavedView(operationsOf(ctx.runtime).db, ctx.session.userId, input.viewId),
    ),
});
