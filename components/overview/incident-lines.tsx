import { type IncidentMark, standsLeft } from "./incident-words.ts";

/** Dashed lines across all panels where a partner began to get no calls, and how long that lasted. */
export function IncidentLines({ marks }: { marks: readonly IncidentMark[] }) {
  return (
    <div className="pointer-events-none absolute inset-0" aria-hidden>
      {marks.map((mark, index) => (
        <IncidentLine
          key={`${mark.incident.startedAt} ${mark.label}`}
          mark={mark}
          isNewest={index === 0}
        />
      ))}
    </div>
  );
}

function IncidentLine({ mark, isNewest }: { mark: IncidentMark; isNewest: boolean }) {
  const { from, until, label, lane } = mark;
  const side = standsLeft(from) ? "pr-1" : "pl-1";
  // On a phone there is room for one label.
  const shown = isNewest ? "" : "max-sm:hidden";
  return (
    <>
      <span
        className="absolute bottom-0 border-l border-dashed border-muted-foreground"
        style={{ left: `${from}%`, top: lane === 1 ? 22 : 4 }}
      />
      <span
        className="absolute top-5 border-t border-dashed border-muted-foreground"
        style={{ left: `${from}%`, width: `${until - from}%` }}
      />
      {lane === null ? null : (
        <span
          className={`absolute bg-card text-2xs whitespace-nowrap text-muted-foreground ${lane === 0 ? "top-0" : "top-[22px]"} ${shown} ${side}`}
          style={standsLeft(from) ? { right: `${100 - from}%` } : { left: `${from}%` }}
        >
          {label}
        </span>
      )}
    </>
  );
}
