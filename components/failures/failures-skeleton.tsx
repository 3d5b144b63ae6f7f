/** The groups before they are known: rows of the real height. Seen only after 150 ms. */
export function FailuresSkeleton() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading failures
      </p>
      <ul className="sk-late divide-y" aria-hidden="true">
        {["one", "two", "three", "four", "five", "six"].map((row) => (
          <li key={row} className="grid h-12 content-center gap-2 px-4">
            <span className="sk block h-3 w-64 max-w-full" />
            <span className="sk block h-2.5 w-40" />
          </li>
        ))}
      </ul>
    </>
  );
}
