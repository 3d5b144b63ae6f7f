import Link from "next/link";
import type { OverviewNow, StepLine } from "#server/operations/overview/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { Age, Countdown, Time } from "@/components/time/time";
import { durationOrDash } from "./figures.ts";
import { ScaleHead, StepScale } from "./step-scale.tsx";
import { scaleOf } from "./time-scale.ts";

/** How each step went in the last hour and what is at it now; below, who has been under way longest. */
export function StepsCard({ view }: { view: OverviewNow }) {
  const { steps, oldest, countedUpTo } = view;
  const scale = scaleOf(steps);
  return (
    <section
      className="card @container flex flex-col overflow-hidden"
      aria-labelledby="overview-steps"
    >
      <div className="card-h flex-wrap">
        <h2 id="overview-steps">Steps</h2>
        <span className="text-xs text-muted-foreground">
          last hour
          {countedUpTo === null ? null : (
            <>
              , counted up to <Time at={countedUpTo} />
            </>
          )}
        </span>
      </div>
      <table className="tbl [&_td]:!px-1 [&_th]:!px-1 [&_tr>:first-child]:!pl-4 [&_tr>:last-child]:!pr-4 max-sm:[&_tr>:nth-last-child(2)]:!pr-4">
        <caption className="sr-only">
          Steps in the last hour: done, failed attempts, time taken with waits and retries, and what
          is at them now
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className="r">
              Done
            </th>
            <th scope="col" className="r">
              Failed
            </th>
            <th scope="col" className="r max-sm:hidden">
              p50
            </th>
            <th scope="col" className="r">
              p95
            </th>
            <th scope="col" className="hidden !pl-3 @min-[575px]:table-cell">
              <ScaleHead scale={scale} />
            </th>
            <th scope="col" className="r">
              Now
            </th>
            <th scope="col" className="r max-sm:hidden">
              Oldest
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((line) => (
            <StepRow key={line.subject} line={line} scale={scale} />
          ))}
        </tbody>
      </table>
      <OldestList oldest={oldest} />
    </section>
  );
}

function StepRow({ line, scale }: { line: StepLine; scale: ReturnType<typeof scaleOf> }) {
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap !font-medium">
        {line.title}
      </th>
      <td className="r">{formatNumber(line.done)}</td>
      <td className="r">{line.failed === null ? "–" : formatNumber(line.failed)}</td>
      <td className="r whitespace-nowrap max-sm:hidden">{durationOrDash(line.p50Ms)}</td>
      <td className="r whitespace-nowrap">{durationOrDash(line.p95Ms)}</td>
      <td className="hidden !pl-3 @min-[575px]:table-cell">
        <StepScale p50Ms={line.p50Ms} p95Ms={line.p95Ms} scale={scale} />
      </td>
      <td className="r whitespace-nowrap">{formatCount(line.inProgress)}</td>
      <td className="r whitespace-nowrap max-sm:hidden">
        {line.oldestAt === null ? (
          <span className="text-muted-foreground">–</span>
        ) : (
          <Age since={line.oldestAt} />
        )}
      </td>
    </tr>
  );
}

function OldestList({ oldest }: { oldest: OverviewNow["oldest"] }) {
  return (
    <section className="border-t px-4 pb-2 pt-3" aria-labelledby="overview-oldest">
      <h3 id="overview-oldest" className="text-sm">
        Longest under way{" "}
        <span className="font-normal text-muted-foreground">without those that need a person</span>
      </h3>
      {oldest.length === 0 ? (
        <p className="py-2 text-muted-foreground">Nothing is under way.</p>
      ) : (
        <ul>
          {oldest.map((line) => (
            <li
              key={line.sagaUuid}
              className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 max-sm:py-1.5 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
            >
              <Link className="ord" href={`/orders/${line.orderNumber}`} prefetch={false}>
                {line.orderNumber}
              </Link>
              <span className="min-w-0 max-sm:order-3 max-sm:col-span-2 sm:truncate">
                {line.where}
                <span className="text-muted-foreground">
                  {line.why === "" ? "" : ` · ${line.why}`}
                  {line.nextAttemptAt === null ? null : (
                    <>
                      ;{" "}
                      <span className="whitespace-nowrap">
                        next try in <Countdown to={line.nextAttemptAt} />
                      </span>
                    </>
                  )}
                </span>
              </span>
              <Age since={line.placedAt} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
