import { z } from "zod";
import { writeNote } from "#server/operations/notes/write-note";
import { operationsOf } from "#server/operations/operations-of";
import { noteText } from "../note-text.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

/** What staff write about an order for each other. */
export const notesRouter = consoleRouter({
  write: consoleProcedure
    .input(
      z.strictObject({
        sagaUuid: z.uuid(),
        /** Made by the page; the same version again is kept once. */
        noteId: z.uuid(),
        /** 1 for a new note, one more than the one on the screen for an edit. */
        version: z.int().min(1).max(10_000),
        text: noteText,
      }),
    )
    .mutation(({ ctx, input }) =>
      writeNote(operationsOf(ctx.runtime), { ...input, actorId: ctx.session.userId }),
    ),
});
