import type { PersonsDeeds } from "#server/operations/timeline/views";
import { PersonMark } from "@/components/console/person-mark";
import { Time } from "@/components/time/time";

const MOST_PEOPLE = 5;

/** The colleagues who did something about the order; nothing where nobody did. */
export function PeopleCard({ people }: { people: readonly PersonsDeeds[] }) {
  if (people.length === 0) return null;
  const others = people.length - MOST_PEOPLE;
  return (
    <section className="card order-9" aria-labelledby="people-title">
      <div className="card-h">
        <h2 id="people-title">Who did what</h2>
      </div>
      <ul className="px-4 py-2">
        {people.slice(0, MOST_PEOPLE).map(({ name, deeds, at }) => (
          <li key={name} className="flex gap-2.5 py-1.5">
            <PersonMark name={name} />
            <p className="min-w-0 flex-1 pt-0.5">
              <span className="font-medium">{name}</span>{" "}
              <span className="text-muted-foreground">{deeds.join(", ")}</span>
            </p>
            <span className="pt-0.5 text-xs leading-5 text-muted-foreground">
              <Time at={at} form="clock" />
            </span>
          </li>
        ))}
      </ul>
      {others > 0 ? (
        <p className="border-t px-4 py-2 text-xs text-muted-foreground">
          And {others} more; the timeline names them all.
        </p>
      ) : null}
    </section>
  );
}
