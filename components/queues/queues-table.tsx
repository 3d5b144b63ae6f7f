"use client";

import type { BoundedNumber, QueueGroup, QueueView } from "#server/operations/queues/views";
import { formatCount } from "@/components/console/count";
import { formatDuration } from "@/components/time/format-duration";
import { Age, Time } from "@/components/time/time";
import { Column, TableHead } from "@/components/ui/table-head";

/** One row a queue, in the order of an order's way through: forward, undo, the message at the end. */
export function QueuesTable(props: { groups: readonly QueueGroup[]; figuresSince: string | null }) {
  const givenUp = props.groups
    .flatMap(({ queues }) => queues)
    .filter((queue) => queue.givenUp.count > 0);
  return (
    <section className="card overflow-hidden" aria-labelledby="queues-title">
      <div className="card-h">
        <h2 id="queues-title">Queues</h2>
        {props.figuresSince === null ? null : (
          <span className="ml-auto text-right text-xs text-muted-foreground max-lg:hidden">
            p50 and p95 since <Time at={props.figuresSince} />
          </span>
        )}
      </div>
      <table className="tbl">
        <TableHead>
          <Column>Work</Column>
          <Column look="r">Waiting</Column>
          <Column look="r max-sm:hidden">Due now</Column>
          <Column look="r max-sm:!pr-4">Oldest</Column>
          <Column look="r max-sm:hidden">In work</Column>
          <Column look="r max-md:hidden">Per min</Column>
          <Column look="r max-lg:hidden">p50</Column>
          <Column look="r max-lg:hidden">p95</Column>
          <Column look="r max-sm:hidden">Given up</Column>
        </TableHead>
        {props.groups.map((group) => (
          <tbody key={group.title}>
            <tr className="[&>*]:!bg-muted">
              <th scope="rowgroup" colSpan={9} className="!h-7 px-4 text-left text-xs font-medium">
                {group.title}
              </th>
            </tr>
            {group.queues.map((queue) => (
              <QueueRow key={queue.queue} queue={queue} />
            ))}
          </tbody>
        ))}
      </table>
      <p className="border-t px-4 py-2.5 text-xs text-pretty text-muted-foreground">
        {givenUp.length === 0
          ? "Nothing was given up. "
          : "What was given up is collected by the next sweep, which brings its order to “Needs a person”. Retry there covers it. "}
        Oldest is how long something that is due has waited.
        <span className="max-lg:hidden">
          {" "}
          p50 and p95 are from when work is due until its answer is recorded.
        </span>
      </p>
    </section>
  );
}

function QueueRow({ queue }: { queue: QueueView }) {
  return (
    <tr>
      <th scope="row" className="max-sm:!h-12">
        <span className="font-medium">{queue.title}</span>
        {queue.partner === null ? null : (
          <span className="text-muted-foreground max-sm:block max-sm:text-xs">
            {" "}
            {queue.partner}
          </span>
        )}
        {/* A column of its own where there is room for one. */}
        {queue.givenUp.count === 0 ? null : (
          <span className="text-xs font-medium text-act sm:hidden">
            {formatCount(queue.givenUp)} given up
          </span>
        )}
      </th>
      <td className="r">
        <Count value={queue.waiting} />
      </td>
      <td className="r max-sm:hidden">
        <Count value={queue.due} />
      </td>
      <td className="r max-sm:!pr-4">
        {queue.oldestDueAt === null ? <Dash /> : <Age since={queue.oldestDueAt} />}
      </td>
      <td className="r max-sm:hidden">
        <Count value={{ count: queue.inWork, atLeast: false }} />
      </td>
      <td className="r max-md:hidden">
        <Count value={{ count: queue.perMinute, atLeast: false }} />
      </td>
      <td className="r whitespace-nowrap max-lg:hidden">
        {queue.p50Ms === null ? <Dash /> : formatDuration(queue.p50Ms)}
      </td>
      <td className="r whitespace-nowrap max-lg:hidden">
        {queue.p95Ms === null ? <Dash /> : formatDuration(queue.p95Ms)}
      </td>
      <td className="r max-sm:hidden">
        {queue.givenUp.count === 0 ? (
          <Count value={queue.givenUp} />
        ) : (
          <span className="font-medium text-act">
            {formatCount(queue.givenUp)}
            {queue.oldestGivenUpAt === null ? null : (
              <span className="font-normal">
                , <Age since={queue.oldestGivenUpAt} />
              </span>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Nothing to see is grey. */
function Count({ value }: { value: BoundedNumber }) {
  return (
    <span className={value.count === 0 ? "text-muted-foreground" : ""}>{formatCount(value)}</span>
  );
}

function Dash() {
  return <span className="text-muted-foreground">–</span>;
}
