import { z } from "zod";
import type { CommandSubmission } from "#server/fulfillment/submissions";
import { BULK_MOST } from "#server/operations/bulk/views";
import { findOrders } from "#server/operations/find/find-orders";
import { countListedOrders, countOrders } from "#server/operations/list/count-orders";
import { listOrders } from "#server/operations/list/list-orders";
import { listWish } from "#server/operations/list/list-wish";
import { selectOrders } from "#server/operations/list/select-orders";
import { operationsOf } from "#server/operations/operations-of";
import { actOnNotice } from "#server/operations/order-actions/act-on-notice";
import { applyCommand } from "#server/operations/order-actions/apply-command";
import { orderAgain } from "#server/operations/order-actions/order-again";
import { ACTION_REASONS } from "#server/operations/order-actions/views";
import { getOrderView } from "#server/operations/order-view/get-order-view";
import { isNote, needsNote, note, saysWhy } from "../action-note.ts";
import type { ConsoleContext } from "../context.ts";
import { adminProcedure, consoleProcedure, consoleRouter } from "../trpc.ts";

const action = {
  sagaUuid: z.uuid(),
  /** Made by the page; the same one again gives the same answer. */
  actionId: z.uuid(),
  /** The one on the screen. */
  revision: z.int().positive(),
  reasonCode: z.enum(ACTION_REASONS),
  note,
};

const command = z
  .strictObject(action)
  .refine(({ reasonCode, note }) => saysWhy(reasonCode, note), needsNote);

/** A partner's own id: no room for free text, because it goes into an event. */
const evidence = z.string().regex(/^[\w.:/-]{1,100}$/);

const resolution = z
  .strictObject({
    ...action,
    happened: z.boolean(),
    reference: evidence.nullable().default(null),
    trackingNumber: evidence.nullable().default(null),
  })
  // What no machine could learn is written down with how the person knows it.
  .refine(({ note }) => isNote(note), needsNote);

export const ordersRouter = consoleRouter({
  list: consoleProcedure
    .input(
      z.strictObject({
        ...listWish.shape,
        cursor: z.string().max(500).nullable().default(null),
        limit: z.int().min(1).max(100).default(25),
      }),
    )
    .query(({ ctx, input }) => listOrders(operationsOf(ctx.runtime), input, ctx.session.userId)),

  counts: consoleProcedure.query(({ ctx }) => countOrders(operationsOf(ctx.runtime))),

  count: consoleProcedure
    .input(listWish.omit({ sort: true }))
    .query(({ ctx, input }) => countListedOrders(operationsOf(ctx.runtime), input)),

  /** All of a list at once, for a selection: as many as one operation holds. */
  select: consoleProcedure
    .input(listWish)
    .query(({ ctx, input }) => selectOrders(operationsOf(ctx.runtime), input, BULK_MOST)),

  /** A mutation, so that what a customer read out is in no address and no log of addresses. */
  find: consoleProcedure
    .input(z.strictObject({ text: z.string().max(320) }))
    .mutation(({ ctx, input }) => findOrders(operationsOf(ctx.runtime), input.text)),

  get: consoleProcedure
    .input(z.strictObject({ orderNumber: z.string().max(64) }))
    .query(({ ctx, input }) =>
      getOrderView(operationsOf(ctx.runtime), ctx.session, input.orderNumber),
    ),

  retry: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) => act(ctx, ctx.session.userId, input, { type: "retry" })),

  undo: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) => act(ctx, ctx.session.userId, input, { type: "undo" })),

  hold: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) => act(ctx, ctx.session.userId, input, { type: "hold" })),

  release: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) => act(ctx, ctx.session.userId, input, { type: "release" })),

  toldByPhone: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) =>
      actOnNotice(operationsOf(ctx.runtime), ctx.session.userId, "told_by_phone", input),
    ),

  resendNotice: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) =>
      actOnNotice(operationsOf(ctx.runtime), ctx.session.userId, "resend_notice", input),
    ),

  orderAgain: consoleProcedure
    .input(command)
    .mutation(({ ctx, input }) => orderAgain(operationsOf(ctx.runtime), ctx.session.userId, input)),

  resolve: adminProcedure
    .input(resolution)
    .mutation(({ ctx, input: { happened, reference, trackingNumber, ...input } }) =>
      act(ctx, ctx.session.userId, input, { type: "resolve", happened, reference, trackingNumber }),
    ),
});

function act(
  ctx: Pick<ConsoleContext, "runtime">,
  actorId: string,
  { sagaUuid, actionId, revision, reasonCode, note }: z.infer<typeof command>,
  wish: CommandSubmission["command"],
) {
  return applyCommand(operationsOf(ctx.runtime), {
    type: "command",
    sagaUuid,
    actionId,
    actorId,
    reasonCode,
    note,
    revision,
    command: wish,
  });
}
