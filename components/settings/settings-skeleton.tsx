/** Rows of the real height, seen only after 150 ms. */
export function SettingsSkeleton({ rows }: { rows: number }) {
  return (
    <>
      <p role="status" className="sr-only">
        Loading
      </p>
      <ul className="sk-late divide-y" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => row).map((row) => (
          <li key={row} className="grid h-14 content-center gap-2 px-4">
            <span className="sk block h-3 w-40" />
            <span className="sk block h-3 w-64 max-w-full" />
          </li>
        ))}
      </ul>
    </>
  );
}
