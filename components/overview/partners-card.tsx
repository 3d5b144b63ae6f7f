import Link from "next/link";
import type { PartnerLine } from "#server/operations/overview/views";
import { PARTNER_MARKS } from "@/components/partners/partner-marks";
import { Time } from "@/components/time/time";
import { durationPair, percent } from "./figures.ts";

/** The health of the four partners in the last hour. */
export function PartnersCard({ partners }: { partners: readonly PartnerLine[] }) {
  return (
    <section className="card overflow-hidden" aria-labelledby="overview-partners">
      <table className="tbl">
        <caption className="sr-only">
          Partners: whether calls leave, and attempts that failed in the last hour with the time
          their step took
        </caption>
        <thead>
          <tr className="[&>*]:!h-10">
            <th scope="col">
              <h2 id="overview-partners" className="text-sm text-foreground">
                Partners
              </h2>
            </th>
            <th scope="col">Health</th>
            <th scope="col" className="r !whitespace-normal min-[400px]:!whitespace-nowrap">
              Failed, p50 / p95
            </th>
          </tr>
        </thead>
        <tbody>
          {partners.map((line) => {
            const { icon: Icon, tone } = PARTNER_MARKS[line.state];
            return (
              <tr key={line.partner}>
                <th scope="row" className="!py-1.5 leading-4">
                  <Link
                    href="/partners"
                    prefetch={false}
                    className="block font-medium hover:underline"
                  >
                    {line.name}
                  </Link>
                  <span className="text-xs text-muted-foreground">{line.work}</span>
                </th>
                <td className="!py-1.5 leading-4">
                  <span className="flex items-center gap-1.5 min-[400px]:whitespace-nowrap">
                    <Icon className={`size-3.5 shrink-0 ${tone}`} strokeWidth={1.75} aria-hidden />
                    {line.word}
                  </span>
                  <span className="text-xs text-muted-foreground">
                    {line.detail}
                    {line.since === null ? null : (
                      <>
                        , since <Time at={line.since} />
                      </>
                    )}
                  </span>
                </td>
                <td className="r !py-1.5 leading-4">
                  <span className="block whitespace-nowrap">
                    {line.errors === null ? "–" : percent(line.errors.failed, line.errors.tried)}
                  </span>
                  <span className="whitespace-nowrap text-xs text-muted-foreground">
                    {durationPair(line.p50Ms, line.p95Ms)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
