import type { OverviewHistory } from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { useTimeZone } from "@/components/time/time-zone";
import { intervalWords } from "./chart-axis.ts";
import { IncidentsTable } from "./incidents-table.tsx";
import { rangeWords } from "./ranges.ts";

/** The same numbers, newest first, to be read or copied. */
export function HistoryTable({ view }: { view: OverviewHistory }) {
  const { points, stepMinutes, range } = view;
  const zone = useTimeZone();
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`Numbers of ${rangeWords(range)}`}
      className="-mx-4 max-h-[360px] overflow-auto border-t"
    >
      <IncidentsTable incidents={view.incidents} asOf={view.asOf} />
      <table className="tbl [&_td]:!px-1.5 [&_tr>:last-child]:!pr-4">
        <caption className="sr-only">Orders finished and attempts failed, newest first</caption>
        <thead className="sticky top-0 bg-card">
          <tr>
            <th scope="col" rowSpan={2}>
              Interval
            </th>
            <th scope="col" rowSpan={2} className="r">
              Completed
            </th>
            <th scope="col" rowSpan={2} className="r">
              Cancelled
            </th>
            <th
              scope="colgroup"
              colSpan={4}
              className="r h-7 px-4 text-xs font-medium text-muted-foreground"
            >
              Failed attempts
            </th>
          </tr>
          <tr>
            {["Prescription", "Inventory", "Shipment", "Undo"].map((step) => (
              <th key={step} scope="col" className="r !h-6 !px-1.5 last:!pr-4">
                {step}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at} className="[&>*]:!h-7">
              <th scope="row" className="whitespace-nowrap">
                {intervalWords(point.at, stepMinutes, zone)}
              </th>
              <Cell value={point.completed} />
              <Cell value={point.cancelled} />
              <Cell value={point.failed.prescription} />
              <Cell value={point.failed.inventory} />
              <Cell value={point.failed.shipment} />
              <Cell value={point.failed.undo} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ value }: { value: number }) {
  return (
    <td className={`r ${value === 0 ? "text-muted-foreground" : ""}`}>{formatNumber(value)}</td>
  );
}
