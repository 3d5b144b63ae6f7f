import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { actorKinds } from "@/components/events/event-question";

/** What the address of the events says, as far as the server reads by it. */
export const loadEventParams = createLoader({
  type: parseAsString.withDefault(""),
  actor: parseAsStringLiteral(actorKinds),
  order: parseAsString.withDefault(""),
  from: parseAsString.withDefault(""),
  until: parseAsString.withDefault(""),
});
