import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import type { LiveStatus } from "../situation/views.ts";
import { CATALOGUE } from "./catalogue.ts";
import { SAY_REASON, type SayReasons } from "./say-reasons.ts";
import type { SayText } from "./say-text.ts";
import type { SayView } from "./views.ts";

/** The approved words for the customer of this order, as it stands now. */
export function say(situation: Situation): SayView {
  const { status } = liveStatus(situation);
  const { reason, text } = lookUp(status, situation);
  return {
    key: `${status}.${reason}`,
    version: text.version,
    texts: [
      { locale: "en", language: "English", text: text.en },
      { locale: "es", language: "Spanish", text: text.es },
    ],
  };
}

function lookUp<S extends LiveStatus>(
  status: S,
  situation: Situation,
): { reason: SayReasons[S]; text: SayText } {
  const reason = SAY_REASON[status](situation);
  const texts: Readonly<Record<SayReasons[S], SayText>> = CATALOGUE[status];
  return { reason, text: texts[reason] };
}
