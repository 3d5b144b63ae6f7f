import { CircleCheck, CircleQuestionMark, CircleX, Clock } from "lucide-react";
import type { CallerCheckAnswer, CallerCheckOffer } from "#server/operations/caller-check/views";
import { Time } from "@/components/time/time";

type Compared = Extract<CallerCheckAnswer, { type: "compared" }>;

const LOOKS = {
  match: { verb: "matches", icon: CircleCheck, tone: "text-done" },
  no_match: { verb: "does not match", icon: CircleX, tone: "text-act" },
  not_comparable: { verb: "cannot be compared", icon: CircleQuestionMark, tone: "text-unknown" },
} as const;

/** What came of one comparison: a word, and what a person wants to know beside it. */
export function CallerCheckResult(props: {
  answer: CallerCheckAnswer;
  /** How many tries are left is known from the last one alone. */
  isNewest: boolean;
  offer: CallerCheckOffer;
}) {
  const { answer, offer } = props;
  if (answer.type === "refused") {
    return (
      <p className="flex items-start gap-1.5">
        <Clock className="mt-[3px] size-3.5 shrink-0 text-idle" strokeWidth={1.75} aria-hidden />
        <span>
          <span className="font-medium">Not compared: all {offer.triesAnHour} tries are used</span>{" "}
          <span className="text-muted-foreground">
            · again from <Time at={answer.againAt} />
          </span>
        </span>
      </p>
    );
  }
  const { verb, icon: Icon, tone } = LOOKS[answer.outcome];
  const label = offer.fields.find(({ field }) => field === answer.field)?.label ?? answer.field;
  return (
    <p className="flex items-start gap-1.5">
      <Icon className={`mt-[3px] size-3.5 shrink-0 ${tone}`} strokeWidth={1.75} aria-hidden />
      <span>
        <span className="font-medium">
          {label} {verb}
        </span>{" "}
        <span className="text-muted-foreground">
          · <Beside answer={answer} isNewest={props.isNewest} />
        </span>
      </span>
    </p>
  );
}

function Beside({ answer, isNewest }: { answer: Compared; isNewest: boolean }) {
  if (answer.outcome === "not_comparable") return "the order has none of this form";
  if (answer.outcome === "match" || !isNewest) {
    return (
      <>
        checked by you <Time at={answer.checkedAt} />
      </>
    );
  }
  if (answer.againAt !== null) {
    return (
      <>
        no tries left until <Time at={answer.againAt} />
      </>
    );
  }
  return `${answer.triesLeft} ${answer.triesLeft === 1 ? "try" : "tries"} left this hour`;
}
