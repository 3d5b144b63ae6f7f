import { CircleCheck, OctagonAlert } from "lucide-react";
import type { QueueLine } from "#server/operations/overview/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { Age, Time } from "@/components/time/time";

/** What is due and not taken up yet, and who is there to take it up. */
export function QueuesCard(props: {
  queues: readonly QueueLine[];
  workersAlive: number;
  asOf: string;
}) {
  const { queues, workersAlive, asOf } = props;
  const Icon = workersAlive === 0 ? OctagonAlert : CircleCheck;
  return (
    <section className="card overflow-hidden" aria-labelledby="overview-queues">
      <table className="tbl">
        <caption className="sr-only">
          Queues now, and how much was done a minute in the last hour
        </caption>
        <thead>
          <tr className="[&>*]:!h-10">
            <th scope="col" className="!whitespace-normal">
              <h2 id="overview-queues" className="text-sm text-foreground">
                Queues and workers
              </h2>
            </th>
            <th scope="col" className="r">
              Waiting
            </th>
            <th scope="col" className="r">
              Oldest
            </th>
            <th scope="col" className="r">
              Per min
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((line) => (
            <tr key={line.title} className="[&>*]:!h-8">
              <th scope="row" className="!font-medium">
                {line.title}
              </th>
              <td className="r whitespace-nowrap">{formatCount(line.waiting)}</td>
              <td className="r whitespace-nowrap text-muted-foreground">
                {line.oldestAt === null ? "–" : <Age since={line.oldestAt} />}
              </td>
              <td className="r text-muted-foreground">{formatNumber(line.perMinute)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="flex min-h-8 items-center gap-1.5 border-t px-4 py-1.5">
        <Icon
          className={`size-4 shrink-0 ${workersAlive === 0 ? "text-act" : "text-done"}`}
          strokeWidth={1.75}
          aria-hidden
        />
        <span>
          <span className="font-medium">{workersWords(workersAlive)}</span>
          <span className="text-muted-foreground">
            , looked at <Time at={asOf} />
          </span>
        </span>
      </p>
    </section>
  );
}

function workersWords(count: number): string {
  if (count === 0) return "No worker is alive";
  return count === 1 ? "1 worker is alive" : `${count} workers are alive`;
}
