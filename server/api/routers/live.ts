import { TRPCError, tracked } from "@trpc/server";
import { z } from "zod";
import { AppError } from "#server/errors";
import { operationsOf } from "#server/operations/operations-of";
import type { ConsoleContext } from "../context.ts";
import { findSession } from "../find-session.ts";
import { consoleProcedure, consoleRouter } from "../trpc.ts";

const CHECK_SESSION_EVERY_MS = 15_000;

export const liveRouter = consoleRouter({
  /**
   * Which orders changed, after `lastEventId` when a page returns. A frame without
   * orders says that everything may have changed.
   */
  changes: consoleProcedure
    .input(z.strictObject({ lastEventId: z.string().max(20).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const { liveFeed } = operationsOf(ctx.runtime);
      const watch = watchSession(ctx);
      const ends = signal ? AbortSignal.any([signal, watch.ended]) : watch.ended;
      try {
        for await (const change of liveFeed.changes(placeOf(input.lastEventId), ends)) {
          yield tracked(String(change.cursor), change);
        }
      } finally {
        watch.stop();
      }
      if (watch.ended.aborted) {
        const cause = new AppError("unauthorized", "The session has ended. Sign in again.");
        throw new TRPCError({ code: "UNAUTHORIZED", message: cause.message, cause });
      }
    }),
});

/** An id that is not ours is as good as none: the page fetches everything again. */
function placeOf(lastEventId: string | null | undefined): number | null {
  const place = Number(lastEventId ?? Number.NaN);
  return Number.isSafeInteger(place) && place >= 0 ? place : null;
}

/** A stream outlives the call that opened it, so its session is read again while it runs. */
function watchSession(ctx: ConsoleContext): { ended: AbortSignal; stop(): void } {
  const ending = new AbortController();
  const check = async () => {
    try {
      if ((await findSession(ctx.headers)) === null) ending.abort();
    } catch (error) {
      // The database is away: nothing is known about the session, and the next check asks again.
      ctx.log.warn({ err: error, requestId: ctx.requestId }, "live.session_check_failed");
    }
  };
  // Not awaited: it catches its own errors.
  const timer = setInterval(() => void check(), CHECK_SESSION_EVERY_MS);
  return { ended: ending.signal, stop: () => clearInterval(timer) };
}
