import { z } from "zod";
import { addFailureNote, changeFailure } from "#server/operations/failures/change-failure";
import { getFailure, moreTroubledOrders } from "#server/operations/failures/get-failure";
import { countNewFailures, listFailures } from "#server/operations/failures/list-failures";
import { SETTABLE_STATUSES } from "#server/operations/failures/views";
import { operationsOf } from "#server/operations/operations-of";
import { line, optionalLine } from "#server/orders/text";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const id = z.int().positive();

const change = z
  .strictObject({
    id,
    /** The one on the screen. */
    revision: z.int().positive(),
    status: z.enum(SETTABLE_STATUSES).nullable(),
    /** A version, as the team names them. */
    fixedIn: z
      .string()
      .regex(/^[\w.+-]{1,40}$/)
      .nullable()
      .default(null),
    ignoredUntil: z.iso.datetime().nullable().default(null),
    owner: z.enum(["me", "nobody", "unchanged"]),
    /** Made by the page; the same one again writes nothing twice. */
    noteId: z.uuid(),
    note: optionalLine(1_000),
  })
  .refine(({ status, fixedIn }) => status !== "fixed" || fixedIn !== null, {
    path: ["fixedIn"],
    params: { code: "version_needed" },
  });

export const failuresRouter = consoleRouter({
  list: consoleProcedure.query(({ ctx }) => listFailures(operationsOf(ctx.runtime))),

  newCount: consoleProcedure.query(({ ctx }) => countNewFailures(operationsOf(ctx.runtime))),

  get: consoleProcedure
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => getFailure(operationsOf(ctx.runtime), ctx.session.userId, input.id)),

  orders: consoleProcedure
    .input(z.strictObject({ id, cursor: z.int().nonnegative() }))
    .query(({ ctx, input }) => moreTroubledOrders(operationsOf(ctx.runtime), input)),

  change: consoleProcedure.input(change).mutation(({ ctx, input }) =>
    changeFailure(operationsOf(ctx.runtime), ctx.session.userId, {
      ...input,
      ignoredUntil: input.ignoredUntil === null ? null : new Date(input.ignoredUntil),
    }),
  ),

  addNote: consoleProcedure
    .input(z.strictObject({ id, noteId: z.uuid(), note: line(1, 1_000) }))
    .mutation(({ ctx, input }) =>
      addFailureNote(operationsOf(ctx.runtime), ctx.session.userId, input),
    ),
});
