import type { OverviewHistory } from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { intervalWords } from "./chart-axis.ts";
import { rangeWords } from "./ranges.ts";

/** The same numbers, newest first, to be read or copied. */
export function HistoryTable({ view }: { view: OverviewHistory }) {
  const { points, stepMinutes, range } = view;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`Numbers of ${rangeWords(range)}`}
      className="-mx-4 max-h-[360px] overflow-auto border-t"
    >
      <table className="tbl">
        <caption className="sr-only">Orders finished and attempts failed, newest first</caption>
        <thead className="sticky top-0 bg-card">
          <tr>
            <th scope="col">Interval</th>
            <th scope="col" className="r">
              Completed
            </th>
            <th scope="col" className="r">
              Cancelled
            </th>
            <th scope="col" className="r">
              Prescription failed
            </th>
            <th scope="col" className="r">
              Inventory failed
            </th>
            <th scope="col" className="r">
              Shipment failed
            </th>
            <th scope="col" className="r">
              Undo failed
            </th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at} className="[&>*]:!h-7">
              <th scope="row" className="whitespace-nowrap">
                {intervalWords(point.at, stepMinutes)}
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
