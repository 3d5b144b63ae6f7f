import { z } from "zod";
import { getEvent } from "#server/operations/events/get-event";
import { listEvents } from "#server/operations/events/list-events";
import { ACTOR_KINDS } from "#server/operations/events/views";
import { operationsOf } from "#server/operations/operations-of";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

export const eventsRouter = consoleRouter({
  list: consoleProcedure
    .input(
      z.strictObject({
        cursor: z.string().max(200).nullable().default(null),
        // Said by a page that goes on from its last one; there is no other way than back in time.
        direction: z.literal("forward").default("forward"),
        limit: z.int().min(1).max(100).default(50),
        types: z
          .array(z.string().regex(/^\w{1,80}$/))
          .max(40)
          .default([]),
        actor: z.enum(ACTOR_KINDS).nullable().default(null),
        orderNumber: z.string().max(64).nullable().default(null),
        from: z.iso.datetime().nullable().default(null),
        until: z.iso.datetime().nullable().default(null),
      }),
    )
    .query(({ ctx, input: { direction: _, ...question } }) =>
      listEvents(operationsOf(ctx.runtime), question),
    ),

  get: consoleProcedure
    .input(z.strictObject({ id: z.int().positive() }))
    .query(({ ctx, input }) => getEvent(operationsOf(ctx.runtime), input.id)),
});
