import type { Actor } from "#server/saga/types";
import type { TimelineActor } from "../timeline/views.ts";

/** Account ids and the names that go with them. */
export type ActorNames = ReadonlyMap<string, string>;

/** An account that is gone keeps its deeds. */
const GONE = "A former colleague";

export function personName(id: string, names: ActorNames): string {
  return names.get(id) ?? GONE;
}

export function actorName(actor: Actor, names: ActorNames): string {
  switch (actor.type) {
    case "system":
      return "The system";
    case "storefront":
      return "The storefront";
    case "person":
      return personName(actor.id, names);
  }
}

export function actorView(actor: Actor, names: ActorNames): TimelineActor {
  switch (actor.type) {
    case "system":
      return { kind: "system" };
    case "storefront":
      return { kind: "storefront" };
    case "person":
      return { kind: "person", name: personName(actor.id, names) };
  }
}
