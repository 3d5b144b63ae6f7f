import type { PartnersView } from "#server/operations/partners/views";
import { Time } from "@/components/time/time";
import { PARTNER_MARKS } from "./partner-marks.ts";
import { standingOf } from "./standing.ts";

/** The answer before the proof: what is so, what it means for orders, and the reader's part. */
export function StandingLine({ view, mayAct }: { view: PartnersView; mayAct: boolean }) {
  const { worst, said, yourPart } = standingOf(view, mayAct);
  const { icon: Icon, tone } = PARTNER_MARKS[worst];
  return (
    <section className="card flex items-start gap-2.5 px-4 py-3" aria-label="What is so">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} strokeWidth={1.75} aria-hidden />
      <div className="max-w-[92ch] text-pretty">
        <p className="text-base">
          {said.map((each) =>
            typeof each === "string" ? each : <Time key={each.at} at={each.at} />,
          )}
        </p>
        <p>
          <span className="text-muted-foreground">Your part:</span>{" "}
          <span className="font-medium">{yourPart.lead}</span>{" "}
          <span className="text-muted-foreground">{yourPart.rest}</span>
        </p>
      </div>
    </section>
  );
}
