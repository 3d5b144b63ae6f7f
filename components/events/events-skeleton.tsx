const rows = Array.from({ length: 14 }, (_, index) => index);

/** The events before they are known: rows of the real height. Seen only after 150 ms. */
export function EventsSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading events
      </p>
      <ul className="sk-late divide-y pt-8" aria-hidden="true">
        {rows.map((row) => (
          <li key={row} className="flex h-9 items-center gap-6 px-4">
            <span className="sk block h-3 w-56 max-w-1/2" />
            <span className="sk block h-3 w-28 max-md:hidden" />
            <span className="sk ml-auto block h-3 w-24" />
          </li>
        ))}
      </ul>
    </>
  );
}
