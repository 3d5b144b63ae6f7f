import type { FailureRow } from "#server/operations/failures/views";
import { ZoneName } from "@/components/time/time";
import { FailurePanel } from "./failure-panel.tsx";
import { FailureRowCells } from "./failure-row-cells.tsx";

/** The groups as a table; the one that is open shows what is known about it right below. */
export function FailuresTable(props: {
  rows: readonly FailureRow[];
  openId: number | null;
  currentId: number | null;
  onToggle: (id: number) => void;
}) {
  return (
    <table className="tbl xl:table-fixed">
      <caption className="sr-only">
        Groups of failures, those that nobody has looked at first. {props.rows.length} groups.
      </caption>
      <thead>
        <tr>
          <th scope="col">Failure</th>
          <th scope="col" className="w-[156px] max-lg:hidden">
            Attempts per hour, 24 h
          </th>
          <th scope="col" className="r w-24 max-sm:hidden">
            Open orders
          </th>
          <th scope="col" className="r w-20 max-xl:hidden">
            All time
          </th>
          <th scope="col" className="w-[190px] max-xl:hidden">
            First to last seen, <ZoneName />
          </th>
          <th scope="col" className="w-[172px] max-md:hidden">
            Status
          </th>
          <th scope="col" className="w-28 max-md:hidden">
            Owner
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.flatMap((row) => {
          const open = row.id === props.openId;
          return [
            <FailureRowCells
              key={row.id}
              row={row}
              open={open}
              current={row.id === props.currentId}
              onToggle={() => props.onToggle(row.id)}
            />,
            open ? (
              <tr key={`${row.id} open`} className="[&>*]:!bg-transparent">
                <td colSpan={7} className="!h-auto !p-0">
                  <div id={`group-${row.id}`} className="border-l-2 border-ring bg-background">
                    <FailurePanel id={row.id} />
                  </div>
                </td>
              </tr>
            ) : null,
          ];
        })}
      </tbody>
    </table>
  );
}
