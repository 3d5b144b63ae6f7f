import type { FailureRow } from "#server/operations/failures/views";
import { ZoneName } from "@/components/time/time";
import { Column, TableHead } from "@/components/ui/table-head";
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
      <TableHead>
        <Column>Failure</Column>
        <Column look="w-[184px] max-lg:hidden">Attempts per hour, 24 h</Column>
        <Column look="r w-[100px] max-sm:hidden">Open orders</Column>
        <Column look="r w-[76px] max-xl:hidden">All time</Column>
        <Column look="w-[176px] max-xl:hidden">
          First to last seen, <ZoneName />
        </Column>
        <Column look="w-[172px] max-md:hidden">Status</Column>
        <Column look="w-[92px] max-md:hidden">Owner</Column>
      </TableHead>
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
                    <FailurePanel id={row.id} holdsUp={row.open.count > 0} />
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
