import type { OverviewHistory } from "#server/operations/overview/views";
import { useTimeZone } from "@/components/time/time-zone";
import { momentWords } from "./chart-axis.ts";
import { incidentWords } from "./incident-words.ts";

/** The dashed lines as words, newest first. */
export function IncidentsTable({ incidents, asOf }: Pick<OverviewHistory, "incidents" | "asOf">) {
  const zone = useTimeZone();
  if (incidents.length === 0) return null;
  return (
    <table className="tbl border-b [&_tr>:last-child]:!pr-4">
      <caption className="sr-only">Times in which a partner got no calls, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col" className="r">
            From
          </th>
          <th scope="col" className="r">
            Until
          </th>
        </tr>
      </thead>
      <tbody>
        {incidents.toReversed().map((incident) => (
          <tr key={`${incident.startedAt} ${incident.name}`} className="[&>*]:!h-7">
            <th scope="row">
              {incidentWords(incident)}
              {incident.times > 1 ? `, ${incident.times} times` : ""}
            </th>
            <td className="r whitespace-nowrap">{momentWords(incident.startedAt, asOf, zone)}</td>
            <td className="r whitespace-nowrap">
              {incident.endedAt === null ? "lasts" : momentWords(incident.endedAt, asOf, zone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
