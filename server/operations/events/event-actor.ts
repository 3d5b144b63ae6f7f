import { z } from "zod";
import type { Actor } from "#server/saga/types";
import { type ActorNames, actorView } from "../order-view/actor-names.ts";
import type { TimelineActor } from "../timeline/views.ts";

const stamped = z.object({
  causationId: z.string().optional(),
  actor: z.discriminatedUnion("type", [
    z.object({ type: z.literal("system") }),
    z.object({ type: z.literal("person"), id: z.string() }),
    z.object({ type: z.literal("storefront"), id: z.string() }),
  ]),
});

/** Who wrote an event, of any version: what this build cannot read is shown as the system's. */
function actorOfMetadata(metadata: unknown): Actor {
  const parsed = stamped.safeParse(metadata);
  return parsed.success ? parsed.data.actor : { type: "system" };
}

export function causeOfMetadata(metadata: unknown): string | null {
  const parsed = stamped.safeParse(metadata);
  return parsed.success ? (parsed.data.causationId ?? null) : null;
}

export function personIdsOf(rows: readonly { metadata: unknown }[]): string[] {
  const actors = rows.map(({ metadata }) => actorOfMetadata(metadata));
  return [...new Set(actors.flatMap((actor) => (actor.type === "person" ? [actor.id] : [])))];
}

export function eventActor(metadata: unknown, names: ActorNames): TimelineActor {
  return actorView(actorOfMetadata(metadata), names);
}
