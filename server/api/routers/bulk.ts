import { z } from "zod";
import { freezeBulk } from "#server/operations/bulk/freeze-bulk";
import { getBulk } from "#server/operations/bulk/get-bulk";
import { startBulk, steerBulk } from "#server/operations/bulk/steer-bulk";
import { BULK_KINDS, BULK_MOST, type BulkSet } from "#server/operations/bulk/views";
import { operationsOf } from "#server/operations/operations-of";
import { ACTION_REASONS } from "#server/operations/order-actions/views";
import { list } from "#server/orders/text";
import { needsNote, note, saysWhy } from "../action-note.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const bulkId = z.int().positive();

const set = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("group"), id: z.int().positive() }),
  z.strictObject({
    type: z.literal("orders"),
    sagaUuids: list(z.uuid(), 1, BULK_MOST),
    groupId: z.int().positive().nullable().default(null),
  }),
  z.strictObject({ type: z.literal("rest"), bulkId }),
]) satisfies z.ZodType<BulkSet, unknown>;

const start = z
  .strictObject({
    bulkId,
    reasonCode: z.enum(ACTION_REASONS),
    note,
    perMinute: z.int().min(1).max(600).default(30),
    sameErrorLimit: z.int().min(0).max(5).default(1),
    newErrorLimit: z.int().min(0).max(20).default(3),
  })
  .refine(({ reasonCode, note }) => saysWhy(reasonCode, note), needsNote);

export const bulkRouter = consoleRouter({
  /** Fixes the set and says what would be done; asks for nothing. */
  preview: consoleProcedure
    .input(z.strictObject({ bulkUuid: z.uuid(), kind: z.enum(BULK_KINDS), set }))
    .mutation(({ ctx, input }) => freezeBulk(operationsOf(ctx.runtime), ctx.session, input)),

  start: consoleProcedure
    .input(start)
    .mutation(({ ctx, input }) => startBulk(operationsOf(ctx.runtime), ctx.session, input)),

  get: consoleProcedure
    .input(z.strictObject({ id: bulkId }))
    .query(({ ctx, input }) => getBulk(operationsOf(ctx.runtime), ctx.session, input.id)),

  steer: consoleProcedure
    .input(z.strictObject({ bulkId, steer: z.enum(["pause", "go_on", "stop"]) }))
    .mutation(({ ctx, input }) => steerBulk(operationsOf(ctx.runtime), ctx.session, input)),
});
