import { decideLate } from "./decide-late.ts";
import { type Build, stepOf } from "./definition.ts";
import type { DomainEvent } from "./events.ts";
import { accept, ignore, park, reject } from "./facts.ts";
import type { Input } from "./inputs.ts";
import type { Decision, Saga } from "./types.ts";

const NEWER_VERSION = "newer_version";

/**
 * A saga on its way back needs no definition: its stack says what is to be
 * undone. On its way forward the definition it was started with must be known.
 */
export function canCarryOn(saga: Saga, build: Build): boolean {
  if (saga.minReaderVersion > build.readerVersion) return false;
  const step = stepOf(saga.position);
  return step === null || build.definitions[saga.definitionVersion]?.includes(step) === true;
}

/**
 * What this build cannot read it must neither skip nor guess at: the saga is
 * parked as it stands, and a build that can read it resumes it.
 */
export function decideUnreadable(saga: Saga, input: Input): Decision<DomainEvent> {
  switch (input.type) {
    case "undo":
    case "retry":
    case "hold":
    case "release":
    case "resolve":
      return reject(NEWER_VERSION);
    case "outcome":
      // What a partner did after all must be known to whoever takes the saga up.
      if (input.dispatch !== saga.dispatch || !saga.work) return decideLate(saga, input);
      break;
    case "dead_letter":
      if (input.dispatch !== saga.dispatch) return ignore("its dispatch is over");
      break;
    case "start":
    case "deadline":
    case "resume":
    case "unreadable":
      break;
  }
  if (saga.parked || !saga.work) return ignore("it rests until a newer version takes it up");
  return accept(park("UNREADABLE_EVENT", NEWER_VERSION));
}
