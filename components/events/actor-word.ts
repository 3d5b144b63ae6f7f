import type { TimelineActor } from "#server/operations/timeline/views";

export function actorWord(actor: TimelineActor): string {
  switch (actor.kind) {
    case "system":
      return "system";
    case "storefront":
      return "storefront";
    case "person":
      return actor.name;
  }
}
